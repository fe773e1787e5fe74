//! Publishing where little may be written: as a user who is not root.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use passdown::world::publish::{Refusal, Way, publish};
use tempfile::TempDir;

use super::{SITE, World, files, guarded, outputs, texts};
use crate::project::put;

const NOBODY: u32 = 65534;

/// Runs one of this file's tests again as a user who is not root; `None` if we are not root ourselves.
fn as_nobody(test: &str, root: &Path) -> Option<bool> {
    let program = std::env::current_exe().expect("it has a path");
    // The program itself may lie where nobody can reach it.
    let copy = root.parent().expect("it has a parent").join("program");
    fs::copy(program, &copy).expect("it can be copied");
    let mut command = Command::new(&copy);
    command
        .args(["--exact", test, "--nocapture"])
        .env("PASSDOWN_AS_NOBODY", root);
    command.uid(NOBODY).gid(NOBODY).current_dir("/");
    match command.output() {
        Ok(output) => {
            println!("{}", String::from_utf8_lossy(&output.stderr));
            // A test that is not found would end well too.
            let said = String::from_utf8_lossy(&output.stdout);
            Some(output.status.success() && said.contains("1 passed"))
        }
        Err(error) => {
            println!("skipped: cannot become another user ({error})");
            None
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it can be set");
}

#[test]
fn without_permissions() {
    let dir = TempDir::new().expect("a temporary folder can be made");
    set_mode(dir.path(), 0o755);
    let root = dir.path().join("root");
    fs::create_dir_all(root.join("locked/public")).expect("it can be made");
    fs::create_dir_all(root.join("open")).expect("it can be made");
    for path in ["locked/public", "open"] {
        if chown(root.join(path), Some(NOBODY), Some(NOBODY)).is_err() {
            println!("skipped: not root");
            return;
        }
    }
    assert_ne!(
        as_nobody("publish::permissions::child_without_permissions", &root),
        Some(false)
    );
}

/// Does nothing unless run by `without_permissions`.
#[test]
fn child_without_permissions() {
    let Some(root) = std::env::var_os("PASSDOWN_AS_NOBODY").map(PathBuf::from) else {
        return;
    };
    // Nothing can be made beside it, and it cannot be renamed.
    let locked = root.join("locked/public");
    put(&locked, "mine.txt", "mine");
    for text in ["one", "two"] {
        let site = [("index.html", text), ("a/b.html", text)];
        let published = publish(&locked, &guarded(&root), &outputs(&site)).expect("it is published");
        assert_eq!(published.way, Some(Way::InPlace));
        assert_eq!(files(&locked), texts(&[&site, &[("mine.txt", "mine")]]));
    }
    let held = File::open(&locked).expect("it opens");
    held.lock().expect("it can be locked");
    let busy = publish(&locked, &guarded(&root), &outputs(SITE)).expect_err("it is busy");
    assert!(
        matches!(busy.downcast_ref(), Some(Refusal::Busy { .. })),
        "{busy}"
    );
    drop(held);

    // A read-only folder of somebody's, and one that cannot even be looked into.
    let mut world = World::new();
    world.public = root.join("open/public");
    world.put("frozen/deep/mine.txt", "mine");
    set_mode(&world.public.join("frozen/deep"), 0o555);
    set_mode(&world.public.join("frozen"), 0o555);
    // What a killed build staged may be read-only too.
    put(&world.work(), "new/frozen/mine.txt", "mine");
    set_mode(&world.work().join("new/frozen"), 0o555);
    for text in ["one", "two"] {
        let published = publish(&world.public, &guarded(&root), &outputs(&[("index.html", text)]));
        assert_eq!(published.expect("it is published").way, Some(Way::Exchange));
        let expected: &[(&str, &str)] = &[("index.html", text), ("frozen/deep/mine.txt", "mine")];
        assert_eq!(files(&world.public), texts(&[expected]));
        let mode = world
            .public
            .join("frozen")
            .metadata()
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o555);
    }
    assert_eq!(
        fs::read_dir(root.join("open")).expect("it can be read").count(),
        1,
        "no leftovers"
    );
    set_mode(&world.public.join("frozen"), 0o000);
    let published = publish(
        &world.public,
        &guarded(&root),
        &outputs(&[("index.html", "three")]),
    );
    assert_eq!(published.expect("it is published").way, Some(Way::InPlace));
    set_mode(&world.public.join("frozen"), 0o755);
    assert_eq!(files(&world.public).len(), 2);
    set_mode(&world.public.join("frozen/deep"), 0o755);
}
