//! The configuration file, and `snug config`.

use std::path::Path;

use tempfile::TempDir;

use crate::process::{Process, run, snug, text};

fn write(folder: &Path, file: &str) {
    std::fs::write(folder.join("snug.toml"), file).unwrap();
}

/// What `snug config` says of a setting.
fn in_force(folder: &Path, variables: &[(&str, &str)], arguments: &[&str], key: &str) -> String {
    let output = snug(folder).envs(variables.iter().copied()).arg("config").args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr[..]));
    let printed = text(&output.stdout[..]);
    let line = printed.lines().find(|line| line.starts_with(&format!("{key} = "))).unwrap_or_default();
    line.to_owned()
}

#[test]
fn flags_come_before_variables_those_before_the_file_and_that_before_defaults() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "connections = 70\n[streams]\nper-session = 7\n");
    let (file, variable) = (["--config", "snug.toml"], [("SNUG_CONNECTIONS", "60")]);
    let flag = ["--config", "snug.toml", "--connections", "50"];
    let shown = |variables, arguments| in_force(folder.path(), variables, arguments, "connections");
    assert_eq!(shown(&variable, &flag), "connections = \"50\" # the command line");
    assert_eq!(shown(&variable, &file), "connections = \"60\" # SNUG_CONNECTIONS");
    assert_eq!(shown(&[], &file), "connections = \"70\" # snug.toml:1");
    assert_eq!(shown(&[("SNUG_CONFIG", "snug.toml")], &[]), "connections = \"70\" # snug.toml:1");
    assert_eq!(shown(&[], &[]), "", "the default depends on the machine");
    let session = in_force(folder.path(), &[], &file, "streams-per-session");
    assert_eq!(session, "streams-per-session = \"7\" # snug.toml:3");
    let account = in_force(folder.path(), &[], &file, "streams-per-account");
    assert_eq!(account, "streams-per-account = \"128\" # the default");
    let json = run(folder.path(), &["config", "--json", "--listen", "127.0.0.1:0,[::1]:0", "--behind-proxy"]);
    let lines: Vec<serde_json::Value> =
        text(&json.stdout[..]).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |name: &str| lines.iter().find(|line| line["name"] == name).unwrap()["value"].clone();
    assert_eq!(of("listen"), serde_json::json!(["127.0.0.1:0", "[::1]:0"]));
    assert_eq!(of("behind-proxy"), serde_json::json!(true));
    // Its output is a configuration file.
    let printed = run(folder.path(), &["config", "--config", "snug.toml", "--listen", "127.0.0.1:7"]);
    write(folder.path(), &text(&printed.stdout[..]));
    assert_eq!(shown(&[], &file).split(" # ").next(), Some("connections = \"70\""));
}

#[tokio::test]
async fn a_server_and_its_commands_take_their_settings_from_the_file() {
    let folder = TempDir::new().unwrap();
    write(
        folder.path(),
        "database = \"kept.db\"\nlisten = \"127.0.0.1:0\"\nregistration = \"closed\"\nbehind-proxy = false\n",
    );
    let server = Process::of(snug(folder.path()).args(["--config", "snug.toml"])).unwrap();
    server.browser().register("ann").await;
    assert_eq!(server.browser().get("/register").await.status, 403);
    assert!(folder.path().join("kept.db").exists());
    let listed = snug(folder.path()).args(["user", "list"]).env("SNUG_CONFIG", "snug.toml").output().unwrap();
    assert!(text(&listed.stdout[..]).contains("ann"), "{}", text(&listed.stderr[..]));
}

#[test]
fn errors_name_the_file_and_the_line() {
    let folder = TempDir::new().unwrap();
    for (file, error) in [
        ("registration = \"everybody\"", "snug.toml:1: invalid value 'everybody' for '--registration"),
        ("\nconnections = \"many\"", "snug.toml:2: invalid value"),
        ("conections = 7", "snug.toml:1: there is no setting conections; is connections meant?"),
        ("behind-proxy = 1", "snug.toml:1: behind-proxy is true or false"),
        ("database = [\"a.db\", \"b.db\"]", "snug.toml:1: database is one value, no list"),
        ("database = true", "snug.toml:1: database is a text or a number"),
        ("database 7", "snug.toml:1: "),
    ] {
        write(folder.path(), file);
        for command in [&["config", "--config", "snug.toml"][..], &["--config", "snug.toml"]] {
            let refused = run(folder.path(), command);
            let line = text(&refused.stderr[..]);
            assert!(!refused.status.success() && line.contains(error), "{file}: {line}");
            assert_eq!(line.lines().count(), 1, "{line}");
        }
    }
    let missing = run(folder.path(), &["--config", "missing.toml"]);
    assert!(text(&missing.stderr[..]).contains("cannot read missing.toml"));
    assert!(!folder.path().join("chat.db").exists(), "nothing was begun");
}

#[test]
fn secrets_come_from_files_variables_or_credentials_of_systemd() {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("credentials")).unwrap();
    let mail =
        ["mail", "test", "ann@example.org", "--smtp", "smtp://ann@127.0.0.1:9", "--mail-from", "snug@example.org"];
    let attempt = |variables: &[(&str, &str)]| {
        let variables = variables.iter().copied().chain([("CREDENTIALS_DIRECTORY", "credentials")]);
        text(&snug(folder.path()).args(mail).envs(variables).output().unwrap().stderr[..])
    };
    assert!(attempt(&[]).contains("password is missing"), "{}", attempt(&[]));
    std::fs::write(folder.path().join("credentials/smtp-password"), "\n").unwrap();
    assert!(attempt(&[]).contains("credentials/smtp-password is empty"), "{}", attempt(&[]));
    std::fs::write(folder.path().join("credentials/smtp-password"), "secret\n").unwrap();
    for variables in [&[][..], &[("SNUG_SMTP_PASSWORD", "secret")]] {
        let error = attempt(variables);
        assert!(!error.contains("secret") && !error.contains("missing"), "nobody listens there: {error}");
    }
    std::fs::write(folder.path().join("file"), "secret").unwrap();
    let twice = attempt(&[("SNUG_SMTP_PASSWORD", "secret"), ("SNUG_SMTP_PASSWORD_FILE", "file")]);
    assert!(twice.contains("not both"), "{twice}");
}
