//! Man pages and completions of shells, made of the arguments.

use std::fs;
use std::io::Result;
use std::path::Path;

use clap::CommandFactory as _;
use clap_complete::Shell;
use snug::config::Cli;

/// Writes them into the folders `man` and `completions` of a folder.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let (man, completions) = (folder.join("man"), folder.join("completions"));
    fs::create_dir_all(&man)?;
    let mut command = Cli::command();
    command.build();
    write_man_pages(&command, "snug", &man)?;
    fs::create_dir_all(&completions)?;
    for shell in [Shell::Bash, Shell::Fish, Shell::Zsh] {
        // Without what `build` has added: the generators add it themselves.
        clap_complete::generate_to(shell, &mut Cli::command(), "snug", &completions)?;
    }
    Ok(())
}

/// Writes a page for a command, and for each below it: `snug-user-add.1`.
fn write_man_pages(command: &clap::Command, name: &str, folder: &Path) -> Result<()> {
    let mut page = Vec::new();
    let named = command.clone().display_name(name.to_owned());
    clap_mangen::Man::new(named).title(name.to_owned()).manual("Snug").render(&mut page)?;
    fs::write(folder.join(format!("{name}.1")), page)?;
    let below = command.get_subcommands().filter(|below| below.get_name() != "help" || name == "snug");
    for below in below {
        write_man_pages(below, &format!("{name}-{}", below.get_name()), folder)?;
    }
    Ok(())
}
