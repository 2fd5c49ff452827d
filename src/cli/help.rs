//! `snug help`: the commands, and the manual.

use crate::cli::output::print_line;
use crate::config::{Cli, Help};
use crate::manual::{CHAPTERS, chapter};

/// Prints the help of a command, a chapter of the manual, both where they have the same name, or a list of all.
///
/// # Errors
/// When there is neither a command nor a chapter of this name.
pub fn run(config: &Help) -> anyhow::Result<()> {
    let words = &config.words;
    if words.is_empty() {
        print_line(Cli::overview().trim_end());
        print_line("\nTopics of the manual (`snug help TOPIC` prints one):");
        for chapter in &CHAPTERS {
            print_line(&format!("  {:14}  {}", chapter.topic, chapter.title()));
        }
        return Ok(());
    }
    let chapter = words.first().filter(|_| words.len() == 1).and_then(|topic| chapter(topic));
    let texts: Vec<String> =
        Cli::help_of(words).into_iter().chain(chapter.map(|chapter| chapter.text.to_owned())).collect();
    anyhow::ensure!(
        !texts.is_empty(),
        "there is no command and no topic “{}”; `snug help` lists both",
        words.join(" ")
    );
    print_line(texts.join("\n").trim_end());
    Ok(())
}
