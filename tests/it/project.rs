//! Projects of a few files in a folder of their own, and the program run in them: what most tests start with.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with these files.
pub(crate) fn project(files: &[(&str, impl AsRef<[u8]>)]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for (path, content) in files {
        put(folder.path(), path, content);
    }
    folder
}

/// Puts a file below a folder.
pub(crate) fn put(folder: &Path, path: &str, content: &(impl AsRef<[u8]> + ?Sized)) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
    std::fs::write(path, content).expect("the file can be written");
}

/// The text of a file below a folder.
pub(crate) fn read(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Runs the program in a folder.
pub(crate) fn passdown(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_passdown"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

/// The exit code.
pub(crate) fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

/// What stands on standard output.
pub(crate) fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("output is text")
}

/// What stands on standard error.
pub(crate) fn talk(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("talk is text")
}
