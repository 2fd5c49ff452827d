//! The command line, the environment and the configuration file, in that order.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ContextKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::config::file::{ConfigFile, Value};

/// A setting that is in force.
#[derive(Clone, Debug)]
pub struct InForce {
    /// The flag without its dashes.
    pub key: String,
    /// The values; none of a switch that is off.
    pub values: Vec<String>,
    /// Whether it can have several values.
    pub is_list: bool,
    /// Whether it is a switch.
    pub is_switch: bool,
    /// Its origin: the command line, a variable, `FILE:LINE`, or a default.
    pub from: String,
}

/// Why the command line can't be used.
pub(in crate::config) enum Fault {
    /// As clap reports it; also its help and version.
    Arguments(Box<clap::Error>),
    /// A line.
    File(String),
}

/// Keys that are about the command line itself.
const NO_SETTINGS: [&str; 3] = ["config", "help", "version"];

/// The matches of the arguments, with what the configuration file says where neither they nor a variable do, and the
/// file, if there is one.
pub(in crate::config) fn matches(
    command: &mut Command,
    mut arguments: Vec<OsString>,
) -> Result<(ArgMatches, Option<ConfigFile>), Fault> {
    // Required arguments may be in the file: errors don't count yet. Help and version end here, too.
    let Ok(given) = command.clone().ignore_errors(true).try_get_matches_from(&arguments) else {
        return parsed(command, &arguments, None).map(|matches| (matches, None));
    };
    let (mut chosen, mut used) = (&*command, &given);
    while let Some((name, inner)) = used.subcommand()
        && let Some(subcommand) = chosen.find_subcommand(name)
    {
        (chosen, used) = (subcommand, inner);
    }
    let Ok(Some(Some(path))) =
        used.try_get_one::<PathBuf>("config").map(|path| path.map(|path| Some(path.clone())))
    else {
        return parsed(command, &arguments, None).map(|matches| (matches, None));
    };
    let keys: Vec<&str> =
        command.get_arguments().filter_map(Arg::get_long).filter(|key| !NO_SETTINGS.contains(key)).collect();
    let mut file = ConfigFile::read(&path, &keys).map_err(Fault::File)?;
    let (mut added, mut given_otherwise) = (Vec::new(), Vec::new());
    for entry in file.entries() {
        let Some(arg) = chosen.get_arguments().find(|arg| arg.get_long() == Some(&*entry.key)) else { continue };
        if is_given(used, arg) {
            given_otherwise.push(entry.key.clone());
            continue;
        }
        let is_switch = matches!(arg.get_action(), ArgAction::SetTrue);
        let fault = |why: &str| {
            let place = file.place(&entry.key).unwrap_or_default();
            Fault::File(format!("{place}: {} is {why}", entry.key))
        };
        match &entry.value {
            Value::Switch(false) if is_switch => {}
            Value::Switch(true) if is_switch => added.push(format!("--{}", entry.key)),
            Value::Switch(_) => return Err(fault("a text or a number")),
            Value::One(_) | Value::Many(_) if is_switch => return Err(fault("true or false")),
            Value::One(value) => added.push(format!("--{}={value}", entry.key)),
            Value::Many(_) if !is_list(arg) => return Err(fault("one value, no list")),
            Value::Many(values) => added.extend(values.iter().map(|value| format!("--{}={value}", entry.key))),
        }
    }
    file.leave_out(&given_otherwise);
    // Arguments after `--` are no flags.
    let end = arguments.iter().position(|argument| argument == "--").unwrap_or(arguments.len());
    arguments.splice(end..end, added.into_iter().map(OsString::from));
    let matches = parsed(command, &arguments, Some(&file))?;
    Ok((matches, Some(file)))
}

/// Parses; errors about a value of the file begin with its line.
fn parsed(command: &mut Command, arguments: &[OsString], file: Option<&ConfigFile>) -> Result<ArgMatches, Fault> {
    command.try_get_matches_from_mut(arguments).map_err(|error| {
        let flag = error.get(ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
        let key = flag.trim_start_matches('-').split([' ', '=']).next().unwrap_or_default();
        match file.and_then(|file| file.place(key)) {
            Some(place) => {
                let text = error.to_string();
                let first = text.lines().next().unwrap_or_default();
                Fault::File(format!("{place}: {}", first.trim_start_matches("error: ")))
            }
            None => Fault::Arguments(Box::new(error)),
        }
    })
}

fn is_given(matches: &ArgMatches, arg: &Arg) -> bool {
    matches!(
        matches.value_source(arg.get_id().as_str()),
        Some(ValueSource::CommandLine | ValueSource::EnvVariable)
    )
}

fn is_list(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append)
}

/// The settings that are in force, of those that a command has arguments for, in the order of its help.
pub(in crate::config) fn settings(
    command: &Command,
    matches: &ArgMatches,
    file: Option<&ConfigFile>,
) -> Vec<InForce> {
    let mut settings = Vec::new();
    for arg in command.get_arguments() {
        let id = arg.get_id().as_str();
        let Some(key) = arg.get_long().filter(|key| !NO_SETTINGS.contains(key)) else { continue };
        let Some(source) = matches.value_source(id) else { continue };
        let is_switch = matches!(arg.get_action(), ArgAction::SetTrue);
        let values = if is_switch {
            if matches.get_flag(id) { vec!["true".to_owned()] } else { Vec::new() }
        } else {
            let raw = matches.get_raw(id).into_iter().flatten();
            raw.map(|value| value.to_string_lossy().into_owned()).collect()
        };
        let from = match (source, file.and_then(|file| file.place(key))) {
            (ValueSource::EnvVariable, _) => {
                arg.get_env().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            }
            (ValueSource::CommandLine, Some(place)) => place,
            (ValueSource::CommandLine, None) => "the command line".to_owned(),
            _ => "the default".to_owned(),
        };
        settings.push(InForce { key: key.to_owned(), values, is_list: is_list(arg), is_switch, from });
    }
    settings
}
