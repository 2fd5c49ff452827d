//! Prepares the embedded assets: htmx from npm, pinned by `assets/package-lock.json`, and Snug's styles and scripts,
//! each joined into one file to save round trips.
//!
//! Every file name gets a hash of the content, so that browsers can cache it for ever. The paths are passed to the code
//! as `SNUG_ASSET_…`. Set `SNUG_HTMX_DIR` to a folder with `htmx.min.js` and `hx-sse.min.js` to build without npm.
//!
//! Also generates the lists of emoji and of characters that look alike.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

/// Snug's own files, each with the suffix of its environment variable.
const OURS: [(&str, &str); 12] = [
    ("DARK_CSS", "style/dark.css"),
    ("NOSCRIPT_CSS", "noscript.css"),
    ("DEV_JS", "scripts/dev.js"),
    ("PASSKEYS_JS", "scripts/passkeys.js"),
    ("NOTIFICATIONS_JS", "scripts/notifications.js"),
    ("SOUNDS_JS", "scripts/sounds.js"),
    ("ICON", "icon.svg"),
    ("ICON_UNREAD", "icon-unread.svg"),
    ("ICON_192", "icon-192.png"),
    ("ICON_512", "icon-512.png"),
    ("ICON_MASKABLE", "icon-maskable.png"),
    ("ICON_TOUCH", "icon-touch.png"),
];
/// The parts of `app.css`, in order: of two rules of the same specificity, the later one wins.
const STYLE: [&str; 14] = [
    "theme",
    "base",
    "layout",
    "sidebar",
    "forms",
    "text",
    "message",
    "list",
    "menu",
    "composer",
    "dialogs",
    "pages",
    "joining",
    "adaptations",
];
/// The parts of `app.js`, in order: later ones use earlier ones.
const SCRIPTS: [&str; 29] = [
    "base",
    "times",
    "people",
    "list",
    "announcements",
    "history",
    "tabs",
    "live",
    "marks",
    "menu",
    "replies",
    "focus",
    "arrange",
    "storage",
    "outbox",
    "pending",
    "drafts",
    "composer",
    "editing",
    "listbox",
    "completion",
    "names",
    "dialogs",
    "keys",
    "reading",
    "presence",
    "sidebar",
    "notify",
    "play",
];
/// htmx's files and their SHA-256. npm verifies the package it fetches; a folder in `SNUG_HTMX_DIR` may contain
/// anything.
const HTMX: [(&str, &str, &str); 2] = [
    ("HTMX_JS", "htmx.min.js", "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"),
    ("HX_SSE_JS", "hx-sse.min.js", "18ef2761356ec1fe0bb6d92612315b37517a7c1e9856b661c5ae81fef239d103"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-env-changed=SNUG_HTMX_DIR");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let served = out.join("served/assets");
    fs::create_dir_all(&served)?;

    let htmx = htmx_dir(&out)?;
    let ours = OURS.map(|(variable, file)| (variable, Path::new("assets").join(file)));
    let theirs = HTMX.map(|(variable, file, _)| (variable, htmx.join(file)));
    for (_, file, digest) in HTMX {
        check(&htmx.join(file), digest)?;
    }
    let style = joined("assets/style", &STYLE, "css")?;
    let scripts = joined("assets/scripts", &SCRIPTS, "js")?;
    let mut current =
        vec![serve(&served, "APP_CSS", "app.css", &style)?, serve(&served, "APP_JS", "app.js", &scripts)?];
    for (variable, file) in ours.iter().chain(&theirs) {
        let name = file.file_name().and_then(|name| name.to_str()).ok_or("a file without a name")?;
        current.push(serve(&served, variable, name, &read(file)?)?);
    }
    for entry in fs::read_dir(&served)? {
        let path = entry?.path();
        if !current.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    memory_serve::load_directory(out.join("served"));
    write_prototypes(&out)?;
    write_emoji(&out)
}

/// Writes UTS #39's prototypes, sorted: lines of a character that doesn't decompose, a tab and the characters it looks
/// like.
fn write_prototypes(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut lines = Vec::new();
    // There are no prototypes beyond these planes. A test in model/skeletons.rs checks all characters.
    for c in '\0'..='\u{3ffff}' {
        let prototype: String = skeleton(&c.to_string()).collect();
        if !prototype.is_empty() && !prototype.chars().eq([c]) && std::iter::once(c).nfd().eq([c]) {
            lines.push(format!("{c}\t{prototype}"));
        }
    }
    Ok(fs::write(out.join("prototypes.txt"), lines.join("\n"))?)
}

/// Writes two sorted lists: lines of a shortcode, a tab and its emoji; and all emoji without variation selectors.
fn write_emoji(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut shortcodes = Vec::new();
    let mut all = Vec::new();
    for emoji in emojis::iter() {
        shortcodes.extend(emoji.shortcodes().map(|name| format!("{name}\t{emoji}")));
        all.push(emoji.as_str().replace('\u{fe0f}', ""));
        all.extend(emoji.skin_tones().into_iter().flatten().map(|toned| toned.as_str().replace('\u{fe0f}', "")));
    }
    for (file, mut lines) in [("shortcodes.txt", shortcodes), ("emoji.txt", all)] {
        lines.sort_unstable_by(|a, b| a.split('\t').next().cmp(&b.split('\t').next()));
        lines.dedup();
        fs::write(out.join(file), lines.join("\n"))?;
    }
    Ok(())
}

/// The folder with both of htmx's files.
fn htmx_dir(out: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if let Some(given) = std::env::var_os("SNUG_HTMX_DIR").filter(|given| !given.is_empty()) {
        return Ok(PathBuf::from(given));
    }
    let npm = out.join("npm");
    let dist = npm.join("node_modules/htmx.org/dist");
    let both = out.join("htmx");
    if same(&npm.join("package-lock.json"), &Path::new("assets").join("package-lock.json")) && both.exists() {
        return Ok(both);
    }
    fs::create_dir_all(&npm)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(Path::new("assets").join(file), npm.join(file))?;
    }
    let run =
        Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&npm).output();
    let advice = "Install Node.js with npm (https://nodejs.org), or set SNUG_HTMX_DIR to a folder with htmx.min.js and \
                  hx-sse.min.js of htmx.org 4.0.1.";
    let output =
        run.map_err(|e| format!("Snug's build fetches htmx with npm, which could not be run: {e}. {advice}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("Snug's build fetches htmx with npm, and npm failed:\n{said}\n{advice}").into());
    }
    fs::create_dir_all(&both)?;
    fs::copy(dist.join("htmx.min.js"), both.join("htmx.min.js"))?;
    fs::copy(dist.join("ext/hx-sse.min.js"), both.join("hx-sse.min.js"))?;
    Ok(both)
}

/// Joins files of a folder.
fn joined(folder: &str, names: &[&str], extension: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let path = |name| Path::new(folder).join(name).with_extension(extension);
    let files: Vec<_> = names.iter().map(|name| read(&path(name))).collect::<Result<_, _>>()?;
    Ok(files.join(&b"\n"[..]))
}

fn read(file: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    fs::read(file).map_err(|e| format!("cannot read {}: {e}", file.display()).into())
}

/// Fails unless a file has this SHA-256.
fn check(file: &Path, digest: &str) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", file.display());
    let found = hex(&Sha256::digest(read(file)?));
    if found == digest {
        return Ok(());
    }
    let file = file.display();
    Err(format!("{file} is not that of htmx.org 4.0.1: its SHA-256 is {found}, not {digest}").into())
}

/// Writes a file to the served folder, under its name with a hash, and passes its path to the code.
fn serve(served: &Path, variable: &str, name: &str, content: &[u8]) -> Result<PathBuf, Box<dyn Error>> {
    let (stem, extension) = name.rsplit_once('.').ok_or("a file without an extension")?;
    let digest = Sha256::digest(content);
    let hash = hex(&digest[..6]);
    let hashed = format!("{stem}.{hash}.{extension}");
    let path = served.join(&hashed);
    // Only if it is new: cargo watches the folder, and would otherwise rerun the build script.
    if !path.exists() {
        fs::write(&path, content)?;
    }
    println!("cargo::rustc-env=SNUG_ASSET_{variable}=/assets/{hashed}");
    Ok(path)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}
