//! The one table of rules.
//!
//! Takes nothing; gives the rows, sorted by name. The reference page is made from it. It must not
//! know where a rule is looked for: a test compares it with the names that the code uses.

use super::Rule;
use crate::words::diagnostic::Severity::{self, Blocking, Error, Note, Warning};

const fn row(name: &'static str, severity: Severity, doc: &'static str) -> Rule {
    Rule { name, severity, doc }
}

/// Every rule, by name.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    row("alias-collision", Error,
        "An alias or a redirect asks for an address that a page or another alias has already, or that no \
        page can have. A page keeps its address, and the redirect is not written: take the alias away or \
        rename it."),
    row("ambiguous-link", Warning,
        "The name in a `[[wikilink]]` fits several pages, so readers may arrive at the wrong one. Write a \
        path to be sure."),
    row("bad-config-value", Error,
        "A value in `book.toml` is not what its key wants, and the default is used. Where the value decides \
        who may read the site, nothing is written until it is mended."),
    row("bad-date", Error,
        "A front matter field that wants a date holds something else, so nothing can be counted from it. \
        Write it as `2026-03-01`."),
    row("bad-duration", Error,
        "A field that says how long something holds or takes cannot be read, so nothing can be counted from \
        it. Write a number and a unit: `6 months` or `never` for a review, `15m` or `2h` for an effort."),
    row("bad-file-name", Error,
        "A file's name is not UTF-8 text, so it can have no address and is left out. Rename it."),
    row("bad-flag", Error,
        "A field that is either true or false holds another word. Write `true` or `false`."),
    row("bad-formula", Warning,
        "A formula between dollar signs, or in a block of the language `math`, is not LaTeX that can be read, \
        so the page shows its source. Mend it; write `\\$` where a dollar sign is meant."),
    row("bad-number", Error,
        "A field that wants a whole number holds something else, and is left empty. Write digits only."),
    row("bad-slug", Error,
        "A `slug` must be usable as the name of one file: no slashes, no leading dot. The page keeps its \
        file's name until it is mended."),
    row("bad-theme", Blocking,
        "The theme's `theme.toml` cannot be read, or says that the theme is made for another version of \
        Passdown. Its pages might come out wrong, so none are written: take a version of the theme that \
        fits."),
    row("bad-value", Error,
        "A field holds a list, a map or nothing usable where it wants text. The message says which form to \
        write."),
    row("bad-when", Error,
        "A `when` cannot be read as a recurrence, so the duty is in no calendar. The words are shown as they \
        are; the message says what was probably meant. Where no date can be given, write `on demand`, or \
        `when` and what happens."),
    row("bad-word", Error,
        "A field that takes one of a few words holds another one, and is left empty. Write one of the words \
        that the message lists."),
    row("broken-front-matter", Error,
        "The YAML between the `---` lines cannot be understood at the place shown. Everything else in it is \
        read, and the page is still built; most often a value with a colon needs quotes."),
    row("broken-include", Error,
        "A file that a code block asks to show does not exist, may not be shown, or has no such region. \
        Mend the path: only files inside the project can be shown."),
    row("broken-link", Error,
        "A link or a picture leads to nothing in the content folder, so readers would meet an error. Mend \
        the path, write the page, or take the link away. A path that begins with `/` is only a warning, \
        since the same host may serve it."),
    row("deprecated-without-successor", Note,
        "A page says `status: deprecated` and not what replaces it, so readers stop there. Name the page in \
        `superseded_by`, or archive it."),
    row("dropped-without-reason", Warning,
        "A page says `transfer: dropped` and gives no reason in `transfer_note`. What is dropped without a \
        reason may only have been forgotten, so it counts as not handed over until somebody says why."),
    row("duplicate-config-key", Error,
        "One key of `book.toml` is set twice under two spellings; only the first counts. Keep one."),
    row("duplicate-field", Warning,
        "A field is set a second time under another of its names; the message says which one counts. Keep \
        one of the two."),
    row("duplicate-footnote", Warning,
        "Two footnotes have one label, and only the first is shown. Give the second another label."),
    row("duplicate-id", Warning,
        "Two headings of a page ask for one `{#id}`, and links lead to the first. Change one of them."),
    row("duplicate-key", Error,
        "A key stands twice in the front matter; the first one counts. Of two audiences nobody knows which \
        was meant, so such a page stays private until one is gone."),
    row("embed-cycle", Error,
        "A page would be shown within itself, by `![[…]]` that lead in a circle. There it is a link \
        instead: take one of the embeds away."),
    row("embed-too-large", Error,
        "A page shows too many other pages by `![[…]]`; only the first ones are shown. Link to the others."),
    row("empty-link", Warning,
        "A link or picture has nothing between its parentheses. Write where it leads."),
    row("foreign-config-key", Warning,
        "A key of another generator stands in `book.toml` and does nothing here. The message says what to \
        use instead; the line can go."),
    row("foreign-template", Note,
        "A link holds another generator's template, such as `{{ site.url }}`. Pages are never run through a \
        template engine, so it leads nowhere: write the path itself. Told once for each page."),
    row("front-matter-not-a-map", Error,
        "The front matter is a list or plain text instead of `key: value` lines, so no field could be read."),
    row("front-matter-too-deep", Error,
        "Lists and maps in the front matter lie too deep in each other to be read. Flatten them, or move \
        them into the text."),
    row("front-matter-too-large", Error,
        "The front matter is longer than can be read; the rest of it is left out. Move long text below the \
        second `---`."),
    row("internal-error", Error,
        "Passdown failed on this page. The fault is not yours, and all other pages are built: please report \
        it with the file."),
    row("link-outside", Warning,
        "A symbolic link leads out of the content folder or to nothing, and is not followed. Copy the file \
        into the content folder."),
    row("missing-anchor", Error,
        "A link names a heading that its page does not have, so readers would land at the top. Mend the \
        part behind `#`, or give the heading that id with `{#id}`."),
    row("missing-field", Warning,
        "A page leaves out a field that `required` asks for on every page of its kind, in `[kinds]` of `book.toml`. Add \
        it, or ask for less."),
    row("missing-file", Error,
        "A style sheet or script that `book.toml` adds to each page cannot be read. Mend its path, which \
        starts at the folder of `book.toml`."),
    row("nesting-too-deep", Warning,
        "Lists or quotes lie so deep in each other that the inner markup is not shown. Write with fewer \
        levels."),
    row("no-content", Blocking,
        "The content folder does not exist. Make it, or set `[book] src` to the folder that holds the \
        pages."),
    row("no-history", Note,
        "The content folder lies in a git repository, and git cannot tell when its pages were changed: there is no \
        program `git`, it failed, or it does not trust the folder. The site is built all the same, without dates \
        of changes; the message says what to do."),
    row("no-owner", Note,
        "Duties, processes or systems have no owner, so nobody notices when they stop being true. Told once for \
        each folder, and only where others of the kind have owners. Add `owner`: a person or a role."),
    row("no-pages", Warning,
        "The content folder holds no Markdown, so the site is empty. Put a page into it, or set `[book] src` to \
        the folder that holds the pages."),
    row("no-successor", Note,
        "Somebody leaves, nobody else can do a thing of theirs, and nobody is named who takes it over: it stops \
        on the day after the last. Settle it with one of the candidates, and name a `successor`."),
    row("not-in-summary", Warning,
        "`SUMMARY.md` sets the order and does not list this page, which then comes after all others. Add it \
        there."),
    row("not-utf8", Error,
        "A page is not UTF-8 text, so some of its letters are lost. Save it as UTF-8."),
    row("output-collision", Blocking,
        "Two files would be published at one address, or at two that differ only by case, which some disks \
        take for one. One of them would be lost, so nothing is written: rename one, or give it another \
        `slug`."),
    row("owner-leaving", Note,
        "Somebody leaves and still owns pages. Told once for each person; the handover board shows each thing \
        and how far it has come."),
    row("owner-left", Note,
        "Somebody has left and still owns pages: readers who ask get no answer. Told once for each person; \
        `passdown transfer` names another owner."),
    row("questions-are-channels", Note,
        "`questions` is for what people ask and holds channels or addresses here. Put these under `ask`."),
    row("retro-actions-not-carried", Note,
        "The last meeting of a series does not mention what the one before left open, so it is forgotten. Tick \
        what is done, and open each meeting with the actions of the last."),
    row("review-overdue", Note,
        "Nobody has changed or reviewed the page for longer than its `review_in`, its own or its kind's, so readers \
        cannot know whether it is still true. Read it, mend it, and run `passdown review PAGE`, which writes down \
        the day. `review_in: never` says that a page needs no reviews."),
    row("runs-as-leaver", Note,
        "A duty runs under the account of somebody who leaves, and ends with that account. Move it to a service \
        account or to the successor's."),
    row("second-index", Warning,
        "A folder has two index pages, such as `index.md` and `README.md`. One stands for the folder, and \
        the other is an ordinary page: rename it."),
    row("secret", Blocking,
        "Something that looks like a credential stands in what would be published. Whoever has the \
        repository has it already, so first replace it where it is used, then take it out of the text and \
        of the history. A false alarm passes with a comment on its line or the line before: \
        `passdown:allow secret:` and the reason. `[check]` cannot lower this rule."),
    row("shallow-clone", Note,
        "The repository holds only its newest commits, as build servers fetch it by default, so pages that were \
        changed before have no date. Fetch all of them: `fetch-depth: 0` for GitHub's checkout, `GIT_DEPTH: 0` \
        for GitLab, `git fetch --unshallow` by hand."),
    row("short-month", Warning,
        "A recurrence names a day that some months do not have, such as the 31st, and leaves these months \
        out. Write `last day` if it is due in every month."),
    row("single-coverage", Note,
        "One person alone can do some duties, processes or systems, which then rest while that person is away. \
        Told once for each person, and only where backups are in use. Name a `backup` who has done it."),
    row("successor-leaving", Note,
        "Who takes a thing over leaves too, no later than its owner. Until somebody is named who stays, it \
        counts as not assigned."),
    row("superseded-cycle", Error,
        "Pages name each other in `superseded_by`, in a circle, so no reader finds the one that holds. Take the \
        field away from that one."),
    row("template-error", Blocking,
        "A template of the theme cannot be read or filled. Pages would be missing, so nothing is written: \
        mend the template at the place shown."),
    row("told-out-of-order", Note,
        "A contact heard that somebody leaves before the team did. The team hears it first, then the contacts, \
        one by one; if only the date is wrong, mend it."),
    row("toml-front-matter", Error,
        "The front matter stands between `+++` lines, as TOML. It is not read: write it as YAML between \
        `---` lines."),
    row("transfer-without-successor", Error,
        "A page says that its handover is accepted, practised or assigned, and names nobody who has it. It \
        counts as not handed over: name the `successor`. Only `accepted` is an error, the others are warnings."),
    row("two-last-days", Warning,
        "A person's page and their handover page name different last days. The handover page counts; make \
        them the same."),
    row("unclosed-front-matter", Error,
        "The front matter has no second `---` line, and is read up to the first blank line. Close it behind \
        the last key."),
    row("unclosed-html", Warning,
        "A tag or comment in a page has no end, and what follows it is shown as text. Close it."),
    row("uneditable-front-matter", Error,
        "`transfer` or `review` would have to rewrite more of this front matter than the one value. The page \
        is left as it is: change the value by hand, or write it as `key: value` on a line of its own."),
    row("unknown-audience", Error,
        "An `audience` is none of `public`, `team` and `private`, or is misspelt. Nobody knows who may read \
        the page, so it stays private until it is mended."),
    row("unknown-check-rule", Error,
        "`[check]` in `book.toml` names a rule that there is not, so it changes nothing. All names stand on \
        this page."),
    row("unknown-config-key", Error,
        "A key or table in `book.toml` is not known, and is ignored. Where it was probably meant to say who \
        may read the site, nothing is written until it is mended."),
    row("unknown-key", Warning,
        "A front matter key is almost a field's name, so it is probably misspelt. Other unknown keys are \
        kept without a word, for your own templates."),
    row("unknown-kind", Warning,
        "A page's `kind` is not known, and the page is a note until then. Mend the word, or add the kind \
        under `[kinds]` in `book.toml`."),
    row("unknown-person", Warning,
        "A field names a person or role that has no page and goes by no alias, so what it says reaches nobody. \
        Mend the name, or write the page. Told once for each name, and only where people have pages."),
    row("unknown-template", Error,
        "A page, or its kind, asks for a template that the theme does not have; the usual one is taken. \
        Write the template, or mend its name."),
    row("unknown-theme", Blocking,
        "`book.toml` names a theme that has no folder below `themes/`. Make the folder, mend the name, or \
        write `default`."),
    row("unpromoted-inbox", Note,
        "Somebody leaves, and bullets of their inbox are in nobody's hands. Give each a page with an owner, or \
        strike it out."),
    row("unreadable-config", Blocking,
        "`book.toml` is not TOML, so nobody knows what was asked for, and nothing is written. Mend the line \
        shown."),
    row("unreadable-file", Error,
        "A file or folder cannot be read, and is left out. Mend its permissions, or take it out of the \
        content folder."),
    row("unsafe-html", Warning,
        "A tag or attribute in a page could run a script or deface the site, and was removed. Write it in \
        Markdown; `unsafe-html = true` below `[output.html]` lets all HTML through."),
    row("unsafe-link", Warning,
        "A link has an address that could run a script. Its words are shown without the link: lead to a \
        page, or to an address such as `https:`."),
    row("unsupported-yaml", Error,
        "The front matter uses a part of YAML that it may not have: anchors, aliases, tags or merge keys. \
        Write the values out, or put the text in quotes."),
    row("unused-footnote", Warning,
        "Nothing refers to a footnote, which is shown as the last one. Refer to it, or take it away."),
    row("view-replaced", Warning,
        "A page has the address of a page that Passdown makes, and takes its place. Rename the page to have \
        both."),
    row("wanted-page", Warning,
        "A `[[wikilink]]` names a page that nobody has written yet. It is shown as wanted, and listed: \
        write the page, or mend the name. Told once for each name on a page."),
    row("when-without-start", Error,
        "A recurrence such as `every 2 weeks` can mean one week or the other, so it needs a date from which \
        to count. Add `start` with one of its dates."),
];
