use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::mailbox::{Certificate, Tls};
use super::{Mailbox, ask};
use crate::process::{Process, serve, snug, text};

const PASSWORD: &str = "p%ss wörd";

/// The command with the certificate that it trusts, and the mail server's password.
fn trusting<'a>(command: &'a mut Command, certificate: &Certificate, url: &str) -> &'a mut Command {
    let from = ["--mail-from", "snug@example.org"];
    command.env("SSL_CERT_FILE", &certificate.certificate).env("SNUG_SMTP_PASSWORD", PASSWORD);
    command.args(["--smtp", url]).args(from)
}

#[tokio::test(flavor = "multi_thread")]
async fn email_is_sent_encrypted_and_logged_in() {
    let folder = TempDir::new().unwrap();
    let Some(own) = Certificate::make(folder.path(), "own") else { return };
    let [start, implicit] = [Tls::Start, Tls::Implicit]
        .map(|tls| tls(Certificate { certificate: own.certificate.clone(), key: own.key.clone() }));
    for (tls, scheme) in [(start, "smtp"), (implicit, "smtps")] {
        let Some(mut mailbox) = Mailbox::open_at(0, &tls, &["snug", PASSWORD]).await else { return };
        let url = format!("{scheme}://snug@localhost:{}", mailbox.port);
        let folder = TempDir::new().unwrap();
        let server = Process::of(trusting(&mut serve(folder.path(), 0), &own, &url)).unwrap();
        let ann = server.browser().register("ann").await;
        let mail = ask(&ann, &mut mailbox, "ann@example.org").await;
        assert_eq!((&mail.whole["encrypted"], &mail.whole["user"]), (&true.into(), &"snug".into()), "{scheme}");
        assert_eq!(server.signal("TERM").await.code(), Some(0));
    }
}

/// The output of `snug mail test`, or its error.
fn try_mail(folder: &Path, set: impl FnOnce(&mut Command)) -> Result<String, String> {
    let mut command = snug(folder);
    set(command.args(["mail", "test", "ann@example.org", "--smtp-timeout", "5"]));
    let output = command.output().unwrap();
    let said = text(&output.stderr[..]);
    if output.status.success() {
        return Ok(text(&output.stdout[..]));
    }
    assert_eq!(said.lines().count(), 1, "{said}");
    Err(said)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_tries_the_mail_server_and_prints_its_answer() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    let Some(own) = Certificate::make(path, "own") else { return };
    let Some(other) = Certificate::make(path, "other") else { return };
    let tls = Tls::Start(Certificate { certificate: own.certificate.clone(), key: own.key.clone() });
    let Some(mut secure) = Mailbox::open_at(0, &tls, &["snug", PASSWORD]).await else { return };
    let Some(mut plain) = Mailbox::open().await else { return };
    let url = format!("smtp://snug@localhost:{}", secure.port);

    let said = try_mail(path, |command| {
        trusting(command, &own, &url);
    })
    .unwrap();
    assert!(said.contains("has taken the e-mail to ann@example.org: 250 2.0.0 taken as 4711"), "{said}");
    assert_eq!(secure.mail().await.subject, "E-mail works · Snug");
    assert!(!path.join("chat.db").exists(), "no database is made for it");
    assert!(snug(path).args(["settings", "server-name", "Tea club"]).output().unwrap().status.success());
    std::fs::write(path.join("password"), format!("{PASSWORD}\n")).unwrap();
    let by_file = |command: &mut Command| {
        trusting(command, &own, &url).env_remove("SNUG_SMTP_PASSWORD").args(["--smtp-password-file", "password"]);
    };
    assert!(try_mail(path, by_file).is_ok());
    let mail = secure.mail().await;
    assert_eq!(mail.subject, "E-mail works · Tea club");
    assert!(mail.body.contains("sent automatically by Tea club") && !mail.body.contains("Snug"), "{}", mail.body);

    let wrong = |command: &mut Command| {
        trusting(command, &own, &url).env("SNUG_SMTP_PASSWORD", "wrong");
    };
    assert!(try_mail(path, wrong).unwrap_err().contains("535"));
    let stranger = try_mail(path, |command| {
        trusting(command, &other, &url);
    })
    .unwrap_err();
    assert!(stranger.to_lowercase().contains("certificate"), "{stranger}");
    // A server without STARTTLS, or somebody between who leaves it out, gets no password and no e-mail.
    let stripped = format!("smtp://snug@localhost:{}", plain.port);
    let stripped = try_mail(path, |command| {
        trusting(command, &own, &stripped);
    })
    .unwrap_err();
    assert!(stripped.contains("STARTTLS"), "{stripped}");

    plain.treat("refuse").await;
    let refused = try_mail(path, |command| {
        command.args(plain.arguments());
    })
    .unwrap_err();
    assert!(refused.contains("550") && refused.contains("ann@example.org is unknown here"), "{refused}");
    let port = plain.port;
    drop(plain);
    let nobody = try_mail(path, |command| {
        command.args(super::mailbox::arguments(port));
    })
    .unwrap_err();
    assert!(nobody.contains("refused"), "{nobody}");
    assert!(try_mail(path, |_| {}).unwrap_err().contains("--smtp"));
}

#[test]
fn a_server_that_cannot_send_as_it_is_told_does_not_start() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("empty"), "\n").unwrap();
    let local = "smtp://localhost:25?tls=none";
    for (arguments, says) in [
        (&["--smtp", local][..], "--mail-from"),
        (&["--smtp", "mail.example.org", "--mail-from", "a@example.org"], "smtps://"),
        (
            &["--smtp", "smtps://snug:secret@mail.example.org", "--mail-from", "a@example.org"],
            "SNUG_SMTP_PASSWORD",
        ),
        (&["--smtp", "smtp://snug@mail.example.org?tls=none", "--mail-from", "a@example.org"], "without TLS"),
        (&["--smtp", "smtps://snug@mail.example.org", "--mail-from", "a@example.org"], "password is missing"),
        (&["--smtp", local, "--mail-from", "nobody"], "snug@example.org"),
        (&["--smtp", local, "--mail-from", "a@example.org", "--smtp-password-file", "nowhere"], "nowhere"),
        (&["--smtp", local, "--mail-from", "a@example.org", "--smtp-password-file", "empty"], "empty"),
        (&["--smtp", local, "--mail-from", "a@example.org", "--smtp-timeout", "0"], "--smtp-timeout"),
        (&["--smtp", local, "--mail-from", "a@example.org", "--behind-proxy"], "--public-url"),
    ] {
        let output = snug(folder.path()).args(["--listen", "127.0.0.1:0"]).args(arguments).output().unwrap();
        let said = text(&output.stderr[..]);
        assert_eq!((output.status.code(), said.lines().count()), (Some(1), 1), "{arguments:?}: {said}");
        assert!(said.contains(says), "{arguments:?}: {said}");
        assert!(!said.contains("secret"), "{said}");
    }
    assert!(!folder.path().join("chat.db").exists(), "nothing was touched");
}
