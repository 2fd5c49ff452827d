//! The README and the manual: against the code, and each link.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use snug::config::Cli;
use tempfile::TempDir;

use crate::process::{run, text};

const MAX_README_LINES: usize = 120;
const MAX_PICTURE_BYTES: u64 = 120_000;

/// Settings whose default the manual describes instead of quoting it.
const DESCRIBED: [&str; 1] = ["acme-directory"];

/// A file of the repository.
fn read(file: impl AsRef<Path>) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The chapters' names.
fn topics() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let chapters = files.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let names = chapters.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    names.filter(|name| name != "README").collect()
}

/// The rows of the tables of a chapter, split into cells, without those in code blocks.
fn rows(text: &str) -> Vec<Vec<String>> {
    let lines = text.split("```").step_by(2).flat_map(str::lines).filter(|line| line.starts_with("| "));
    let cells = |line: &str| {
        let line = line.replace(r"\|", "\u{0}");
        line.trim_matches('|').split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
    };
    lines.map(cells).collect()
}

/// The anchors of a file's headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let lines = text.split("```").step_by(2).flat_map(str::lines).filter(|line| line.starts_with('#'));
    let anchor = |line: &str| {
        let title = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        title.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
    };
    lines.map(anchor).collect()
}

/// The targets of a file's links and pictures, each with its text.
fn links(text: &str) -> Vec<(String, String)> {
    let prose: String = text.split("```").step_by(2).collect();
    // Inline code may look like a link.
    let prose: String = prose.split('`').step_by(2).collect::<Vec<_>>().join("code");
    let parts: Vec<&str> = prose.split("](").collect();
    let pairs = parts.windows(2).map(|pair| {
        let label = pair[0].rsplit('[').next().unwrap_or_default();
        (label.to_owned(), pair[1].split(')').next().unwrap_or_default().to_owned())
    });
    pairs.collect()
}

#[test]
fn the_readme_is_short() {
    let lines = read("README.md").lines().count();
    assert!(lines <= MAX_README_LINES, "README.md has {lines} lines; move some into docs/");
}

#[test]
fn each_link_of_the_documentation_leads_somewhere() {
    let chapters = topics().into_iter().map(|topic| format!("docs/{topic}.md"));
    let others = ["README.md", "docs/README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(str::to_owned);
    let mut faults = Vec::new();
    let mut checked = 0;
    for file in chapters.chain(others) {
        let content = read(&file);
        for (label, target) in links(&content) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            checked += 1;
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let path = match path {
                "" => PathBuf::from(&file),
                path => Path::new(&file).parent().unwrap().join(path),
            };
            if label.trim().is_empty() {
                faults.push(format!("{file}: {target} has no text"));
            }
            if !Path::new(env!("CARGO_MANIFEST_DIR")).join(&path).exists() {
                faults.push(format!("{file}: there is no {target}"));
            } else if !anchor.is_empty() && !anchors(&read(&path)).contains(anchor) {
                faults.push(format!("{file}: {target} has no such heading"));
            }
        }
    }
    assert!(checked > 60, "links are found: {checked}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn pictures_are_small() {
    for (_, target) in links(&read("README.md")).iter().filter(|(_, target)| target.ends_with(".png")) {
        let bytes = Path::new(env!("CARGO_MANIFEST_DIR")).join(target).metadata().unwrap().len();
        assert!(bytes < MAX_PICTURE_BYTES, "{target} has {bytes} bytes: reduce its colours, with pngquant");
    }
}

#[test]
fn each_chapter_is_listed_and_printed_by_its_topic() {
    let folder = TempDir::new().unwrap();
    let overview = text(&run(folder.path(), &["help"]).stdout[..]);
    let index = read("docs/README.md");
    let (_, listed) = overview.split_once("Topics").unwrap();
    let listed: BTreeSet<String> =
        listed.lines().skip(1).map(|line| line.split_whitespace().next().unwrap().to_owned()).collect();
    assert_eq!(listed, topics(), "add a new chapter to src/manual.rs");
    for topic in topics() {
        let printed = text(&run(folder.path(), &["help", &topic]).stdout[..]);
        let chapter = read(format!("docs/{topic}.md"));
        assert!(printed.trim_end().ends_with(chapter.trim_end()), "snug help {topic} prints:\n{printed}");
        assert!(index.contains(&format!("({topic}.md")), "docs/README.md doesn't link to {topic}.md");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn help_explains_commands_as_their_flag_does() {
    let folder = TempDir::new().unwrap();
    let said = |arguments: &[&str]| text(&run(folder.path(), arguments).stdout[..]);
    let overview = said(&["help"]);
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        assert!(overview.contains(&format!("\n  {name} ")), "{name} is missing in:\n{overview}");
        let printed = said(&["help", name]);
        assert!(printed.starts_with(said(&[name, "--help"]).trim_end()), "{name}: {printed}");
    }
    assert_eq!(said(&["help", "user", "add"]), said(&["user", "add", "--help"]));
    // A command and a chapter.
    let mail = said(&["help", "mail"]);
    assert!(mail.contains("Usage: snug mail") && mail.contains("# E-mail"), "{mail}");

    let unknown = run(folder.path(), &["help", "nonsense"]);
    assert_eq!(unknown.status.code(), Some(1));
    let error = text(&unknown.stderr[..]);
    assert!(error.contains("“nonsense”; `snug help` lists both") && error.lines().count() == 1, "{error}");
}

#[test]
fn each_setting_has_a_row_in_the_manual_and_each_row_a_setting() {
    let rows = rows(&read("docs/settings.md"));
    let flag_of = |row: &[String]| {
        let cell = row[0].trim_matches('`');
        cell.strip_prefix("--").map(|flag| flag.split(' ').next().unwrap().to_owned())
    };
    let documented: BTreeSet<String> = rows.iter().filter_map(|row| flag_of(row)).collect();
    let mut command = Cli::command();
    command.build();
    let serve = command.find_subcommand("serve").unwrap();
    let arguments = serve.get_arguments().filter(|argument| argument.get_long().is_some());
    let mut flags = BTreeSet::new();
    for argument in arguments.filter(|argument| !matches!(argument.get_long(), Some("help" | "version"))) {
        let flag = argument.get_long().unwrap().to_owned();
        let variable = argument.get_env().unwrap_or_else(|| panic!("--{flag} has no variable")).to_str().unwrap();
        let row = rows.iter().find(|row| flag_of(row).as_ref() == Some(&flag));
        let row = row.unwrap_or_else(|| panic!("--{flag} has no row in docs/settings.md"));
        assert_eq!(row[1], format!("`{variable}`"), "--{flag}");
        for value in argument.get_default_values().iter().filter(|_| !DESCRIBED.contains(&flag.as_str())) {
            let value = value.to_str().unwrap();
            let stated = row[2].replace('`', "");
            assert!(value == "false" && stated == "off" || stated == value, "--{flag}: {stated:?} is {value:?}");
        }
        flags.insert(flag);
    }
    assert!(flags.len() > 30, "{flags:?}");
    assert_eq!(documented, flags);
}

#[test]
fn each_command_has_a_row_in_the_manual() {
    let rows = rows(&read("docs/commands.md"));
    let commands: String = rows.iter().map(|row| format!("{} ", row[0])).collect();
    let mut missing = Vec::new();
    for command in Cli::command().get_subcommands().filter(|command| !matches!(command.get_name(), "serve")) {
        let nested: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        if !commands.contains(&format!("`snug {}", command.get_name())) {
            missing.push(command.get_name().to_owned());
        }
        // Short forms stand behind the first: `snug room archive ROOM` · `reopen ROOM`.
        missing.extend(
            nested.iter().filter(|name| !commands.contains(&format!("{name} "))).map(|name| format!("… {name}")),
        );
    }
    assert!(missing.is_empty(), "docs/commands.md has no row for {missing:?}");
}
