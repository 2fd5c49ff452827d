//! The Debian package in a root of its own: installed, upgraded, removed and purged.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::{generated, root};
use crate::npm::runs;
use crate::process::text;
use crate::skip::skip;

const SCRIPTS: [&str; 3] = ["postinst", "prerm", "postrm"];

/// The metadata of the package in `Cargo.toml`.
fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    all["packages"][0]["metadata"]["deb"].clone()
}

/// The files that a source such as `docs/*.md` names.
fn sources(source: &str, made: &Path) -> Vec<PathBuf> {
    if source == "target/release/snug" {
        return vec![env!("CARGO_BIN_EXE_snug").into()];
    }
    let path = source.strip_prefix("packaging/out/").map_or_else(|| root().join(source), |file| made.join(file));
    let Some(extension) = source.rsplit_once("/*").map(|(_, extension)| extension) else { return vec![path] };
    let files = fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|file| file.to_str().unwrap().ends_with(extension)).collect()
}

fn copy(from: &Path, to: &Path, mode: &str) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    let mode = u32::from_str_radix(mode, 8).unwrap();
    fs::set_permissions(to, fs::Permissions::from_mode(mode)).unwrap();
}

/// Builds the package as `cargo deb` does: of the same files, settings and scripts, but not compressed.
fn build(folder: &Path, version: &str) -> PathBuf {
    let metadata = metadata();
    let (tree, made) = (folder.join(format!("tree-{version}")), folder.join("made"));
    generated::write(&made).unwrap();
    for asset in metadata["assets"].as_array().unwrap() {
        let part = |part: usize| asset[part].as_str().unwrap();
        for file in sources(part(0), &made) {
            let mut to = tree.join(part(1));
            if part(1).ends_with('/') {
                to = to.join(file.file_name().unwrap());
            }
            copy(&file, &to, part(2));
        }
    }
    for script in SCRIPTS {
        let from = root().join(metadata["maintainer-scripts"].as_str().unwrap()).join(script);
        copy(&from, &tree.join("DEBIAN").join(script), "755");
    }
    let control = format!(
        "Package: snug\nVersion: {version}\nArchitecture: amd64\nMaintainer: {}\nDescription: a chat server\n",
        metadata["maintainer"].as_str().unwrap()
    );
    fs::write(tree.join("DEBIAN/control"), control).unwrap();
    let conf_files = metadata["conf-files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap());
    fs::write(tree.join("DEBIAN/conffiles"), conf_files.map(|file| format!("{file}\n")).collect::<String>())
        .unwrap();
    let package = folder.join(format!("snug_{version}.deb"));
    let mut command = Command::new("dpkg-deb");
    let built =
        command.args(["--build", "--root-owner-group", "-Znone"]).arg(&tree).arg(&package).output().unwrap();
    assert!(built.status.success(), "{}", text(&built.stderr[..]));
    package
}

/// A root without a system: the scripts run outside of it, and are told where it is (`DPKG_ROOT`).
struct Root(TempDir);

impl Root {
    fn new() -> Self {
        let root = Self(TempDir::new().unwrap());
        for folder in ["etc", "var/lib/dpkg/info", "var/lib/dpkg/updates"] {
            fs::create_dir_all(root.path(folder)).unwrap();
        }
        fs::write(root.path("var/lib/dpkg/status"), "").unwrap();
        root
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Runs dpkg, and returns what it said.
    fn dpkg(&self, arguments: &[&str]) -> String {
        let output = Command::new("dpkg")
            .arg(format!("--root={}", self.0.path().display()))
            .args(["--force-not-root", "--force-script-chrootless", "--force-depends", "--force-architecture"])
            .args(["--force-bad-path", "--log=/dev/null"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .output()
            .unwrap();
        let said = text(&output.stdout[..]) + &text(&output.stderr[..]);
        assert!(output.status.success(), "dpkg {arguments:?}: {said}");
        said
    }

    fn has(&self, path: &str) -> bool {
        self.path(path).symlink_metadata().is_ok()
    }
}

const ENABLED: [&str; 2] = [
    "etc/systemd/system/multi-user.target.wants/snug.service",
    "etc/systemd/system/sockets.target.wants/snug.socket",
];

#[test]
fn the_debian_package_is_installed_upgraded_removed_and_purged() {
    let needed = ["dpkg-deb", "systemd-sysusers", "systemd-tmpfiles"];
    if !needed.iter().all(|program| runs(program, "--version"))
        || !Path::new("/usr/bin/deb-systemd-helper").exists()
    {
        return skip("this is no Debian with systemd");
    }
    let (folder, root) = (TempDir::new().unwrap(), Root::new());
    let install = |version: &str| root.dpkg(&["--install", build(folder.path(), version).to_str().unwrap()]);

    install("0.1.0-1");
    let version = Command::new(root.path("usr/bin/snug")).arg("--version").output().unwrap();
    assert!(text(&version.stdout[..]).starts_with("snug "));
    for file in ["usr/share/man/man1/snug-user-add.1", "usr/share/bash-completion/completions/snug"] {
        assert!(root.has(file), "{file}");
    }
    for link in ENABLED {
        assert!(root.has(link), "the service starts with the machine: {link}");
    }
    let users = fs::read_to_string(root.path("etc/passwd")).unwrap();
    assert!(users.contains("snug:") && users.contains("/usr/sbin/nologin"), "{users}");
    let mode = |path: &str| root.path(path).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("etc/snug/snug.env"), mode("usr/bin/snug")), (0o600, 0o755));

    // What an administrator does, and what the server stores.
    fs::create_dir_all(root.path("var/lib/snug")).unwrap();
    fs::write(root.path("var/lib/snug/chat.db"), "messages").unwrap();
    fs::write(root.path("etc/snug/snug.env"), "SNUG_REGISTRATION=invite\n").unwrap();
    fs::remove_file(root.path(ENABLED[1])).unwrap();
    install("0.1.0-2");
    assert_eq!(fs::read_to_string(root.path("etc/snug/snug.env")).unwrap(), "SNUG_REGISTRATION=invite\n");
    assert!(root.has(ENABLED[0]) && !root.has(ENABLED[1]), "what was disabled stays so");
    assert_eq!(fs::read_to_string(root.path("var/lib/snug/chat.db")).unwrap(), "messages");

    let said = root.dpkg(&["--remove", "snug"]);
    assert!(said.contains("stay in /var/lib/snug"), "{said}");
    assert!(!root.has("usr/bin/snug") && !root.has("usr/lib/systemd/system/snug.service"));
    assert!(root.has("etc/snug/snug.env") && root.has("var/lib/snug/chat.db"));

    root.dpkg(&["--purge", "snug"]);
    for path in ["etc/snug", "var/lib/snug", "usr/share/doc/snug", "usr/share/man/man1/snug.1"] {
        assert!(!root.has(path), "{path} is left");
    }
    for link in ENABLED {
        assert!(!root.has(link), "{link} is left");
    }
    assert!(!fs::read_to_string(root.path("var/lib/dpkg/status")).unwrap().contains("install ok"));
}
