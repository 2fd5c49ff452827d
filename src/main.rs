//! Parses the command line and dispatches to the commands in [`snug::cli`].

use std::process::ExitCode;

use rustix::fs::Mode;
use snug::cli;
use snug::config::{Cli, Command, Import};

#[tokio::main]
async fn main() -> ExitCode {
    // The database, files, backups and sockets are for this process's user alone.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("snug: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let cli = Cli::read().map_err(anyhow::Error::msg)?;
    match cli.command.unwrap_or(Command::Serve(Box::new(cli.serve))) {
        Command::Serve(config) => cli::serve::run(*config).await,
        Command::Config(shown) => {
            cli::config::run(&shown);
            Ok(())
        }
        Command::Import(Import::FlaskChat(config)) => cli::import::flask_chat(config).await,
        Command::SetupLink(config) => cli::setup_link::run(config).await,
        Command::User(command) => cli::users::run(command).await,
        Command::Room(command) => cli::rooms::run(command).await,
        Command::Invite(config) => cli::invitations::run(config).await,
        Command::Settings(config) => cli::settings::run(config).await,
        Command::Audit(config) => cli::audit::run(config).await,
        Command::Backup(config) => cli::backups::back_up(config).await,
        Command::Restore(config) => cli::backups::restore(config).await,
        Command::Check(config) => cli::check::run(config).await,
        Command::Status(config) => cli::status::run(config).await,
        Command::Demo(config) => cli::demo::run(config).await,
        Command::Mail(command) => cli::mail::run(command).await,
        Command::Healthcheck(config) => cli::healthcheck::run(config).await,
        Command::Help(config) => cli::help::run(&config),
    }
}
