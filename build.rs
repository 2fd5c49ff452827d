//! Prepares the embedded assets: htmx and the names of emoji from npm, pinned by `assets/package-lock.json`, and Snug's
//! styles and scripts, each joined into one file to save round trips.
//!
//! Every file name gets a hash of the content, so that browsers can cache it for ever. The paths are passed to the code
//! as `SNUG_ASSET_…`. The build needs no npm where `assets/vendor` has the files of [`FETCHED`], as in the published crate,
//! or where `SNUG_HTMX_DIR` names a folder with them.
//!
//! Also generates the lists of emoji, their names and search words, and of characters that look alike.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

#[path = "src/model/text/folding.rs"]
mod folding;

/// Snug's own files, each with the suffix of its environment variable.
const OURS: [(&str, &str); 22] = [
    ("DARK_CSS", "style/dark.css"),
    ("NOSCRIPT_CSS", "noscript.css"),
    ("DEV_JS", "scripts/dev.js"),
    ("PASSKEYS_JS", "scripts/passkeys.js"),
    ("NOTIFICATIONS_JS", "scripts/notifications.js"),
    ("PANEL_JS", "scripts/panel.js"),
    ("SEARCH_JS", "scripts/search.js"),
    ("WRITING_JS", "scripts/writing.js"),
    ("BLOCKS_JS", "scripts/blocks.js"),
    ("BAR_JS", "scripts/bar.js"),
    ("BAR_CSS", "style/message-bar.css"),
    ("PICKER_JS", "scripts/picker.js"),
    ("PICKER_CSS", "style/picker.css"),
    ("SOUNDS_JS", "scripts/sounds.js"),
    ("VOICE_JS", "scripts/voice.js"),
    ("VOICE_CSS", "style/voice.css"),
    ("ICON", "icon.svg"),
    ("ICON_UNREAD", "icon-unread.svg"),
    ("ICON_192", "icon-192.png"),
    ("ICON_512", "icon-512.png"),
    ("ICON_MASKABLE", "icon-maskable.png"),
    ("ICON_TOUCH", "icon-touch.png"),
];
/// The parts of `app.css`, in order: of two rules of the same specificity, the later one wins.
const STYLE: [&str; 16] = [
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
    "files",
    "dialogs",
    "pages",
    "joining",
    "panel",
    "adaptations",
];
/// The parts of `app.js`, in order: later ones use earlier ones.
const SCRIPTS: [&str; 32] = [
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
    "emoji",
    "replies",
    "focus",
    "arrange",
    "storage",
    "outbox",
    "pending",
    "drafts",
    "composer",
    "editing",
    "formatting",
    "listbox",
    "completion",
    "names",
    "dialogs",
    "keys",
    "reading",
    "presence",
    "sidebar",
    "panels",
    "notify",
    "play",
];
/// The parts of `files.js`, in order. Other scripts don't see their names.
const FILES: [&str; 7] = ["store", "tabs", "list", "upload", "sending", "animations", "viewer"];
/// The files fetched from npm: path within its package, name, and SHA-256. npm verifies the packages it fetches; a folder
/// in `SNUG_HTMX_DIR` may contain anything.
const FETCHED: [(&str, &str, &str); 5] = [
    (
        "htmx.org/dist/htmx.min.js",
        "htmx.min.js",
        "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    ),
    (
        "htmx.org/dist/ext/hx-sse.min.js",
        "hx-sse.min.js",
        "18ef2761356ec1fe0bb6d92612315b37517a7c1e9856b661c5ae81fef239d103",
    ),
    (
        "cldr-annotations-full/annotations/ar/annotations.json",
        "ar.json",
        "bd722b651c4461e0b3e48a886bb4bac2db970f8567029c5442ce82b6f07e8346",
    ),
    (
        "cldr-annotations-full/annotations/en/annotations.json",
        "en.json",
        "f22083cb86dffb63a643d5bacb5d9899f82d2fa5d388ad4f3aed72184acef505",
    ),
    (
        "cldr-annotations-full/annotations/ja/annotations.json",
        "ja.json",
        "737ce4bea3d52d904f7744eb7653ea55100c99232255609a913f69a5a8c3d6c1",
    ),
];

/// The files of [`FETCHED`] that are served as they are, each with the suffix of its environment variable.
const HTMX: [(&str, &str); 2] = [("HTMX_JS", "htmx.min.js"), ("HX_SSE_JS", "hx-sse.min.js")];

/// The languages whose names and search words of emoji are served, each with the suffix of its environment variable.
const EMOJI: [(&str, &str); 3] = [("EMOJI_AR", "ar"), ("EMOJI_EN", "en"), ("EMOJI_JA", "ja")];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-env-changed=SNUG_HTMX_DIR");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let served = out.join("served/assets");
    fs::create_dir_all(&served)?;

    let fetched = fetched_dir(&out)?;
    let ours = OURS.map(|(variable, file)| (variable, Path::new("assets").join(file)));
    let theirs = HTMX.map(|(variable, file)| (variable, fetched.join(file)));
    for (_, file, digest) in FETCHED {
        check(&fetched.join(file), digest)?;
    }
    let style = joined("assets/style", &STYLE, "css")?;
    let scripts = joined("assets/scripts", &SCRIPTS, "js")?;
    let mut current =
        vec![serve(&served, "APP_CSS", "app.css", &style)?, serve(&served, "APP_JS", "app.js", &scripts)?];
    let files = enclosed(&joined("assets/scripts/files", &FILES, "js")?);
    current.push(serve(&served, "FILES_JS", "files.js", &files)?);
    for (variable, file) in ours.iter().chain(&theirs) {
        let name = file.file_name().and_then(|name| name.to_str()).ok_or("a file without a name")?;
        let content = if file.starts_with("assets") { own(file)? } else { read(file)? };
        current.push(serve(&served, variable, name, &content)?);
    }
    for (variable, language) in EMOJI {
        let named = emoji_named(&read(&fetched.join(language).with_extension("json"))?)?;
        // Not among the assets, which are compressed when the server starts.
        let hash = hex(&Sha256::digest(&named)[..6]);
        println!("cargo::rustc-env=SNUG_ASSET_{variable}=/assets/emoji/{language}.{hash}.txt");
        fs::write(out.join(format!("emoji-{language}.txt")), named)?;
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

/// The emoji with their names and search words in one language, from CLDR's annotations, in CLDR's order: lines of an emoji,
/// its shortcodes, its name and its search words, separated by tabs. A group begins with an empty line. The line of an
/// emoji with skin tones, which are added after its first character, begins with a `+`.
fn emoji_named(annotations: &[u8]) -> Result<String, Box<dyn Error>> {
    let annotations: serde_json::Value = serde_json::from_slice(annotations)?;
    let annotations = &annotations["annotations"]["annotations"];
    let mut lines = String::new();
    for group in emojis::Group::iter() {
        if !lines.is_empty() {
            lines.push('\n');
        }
        for emoji in group.emojis() {
            let known = &annotations[emoji.as_str().replace('\u{fe0f}', "")];
            let texts = |kind: &str| known[kind].as_array().into_iter().flatten().filter_map(|text| text.as_str());
            let name = texts("tts").next().unwrap_or_default();
            let words: BTreeSet<String> =
                texts("default").chain(name.split_whitespace()).map(folding::fold).collect();
            let shortcodes: Vec<&str> = emoji.shortcodes().collect();
            let words: Vec<&str> =
                words.iter().map(String::as_str).filter(|word| !shortcodes.contains(word)).collect();
            let sign = if is_toned_after_first(emoji) { "+" } else { "" };
            writeln!(lines, "{sign}{emoji}\t{}\t{name}\t{}", shortcodes.join(" "), words.join("|"))?;
        }
    }
    Ok(lines)
}

/// Whether an emoji has skin tones that are added after its first character.
fn is_toned_after_first(emoji: &emojis::Emoji) -> bool {
    let mut rest = emoji.as_str().chars();
    let first = rest.next().unwrap_or_default();
    let toned = format!("{first}\u{1f3fb}{}", rest.as_str().trim_start_matches('\u{fe0f}'));
    emoji.with_skin_tone(emojis::SkinTone::Light).is_some_and(|light| light.as_str() == toned)
}

/// The files of [`FETCHED`] in the published crate, and nowhere else: `packaging/release` puts them there.
const VENDORED: &str = "assets/vendor";

/// The folder with the files of [`FETCHED`].
fn fetched_dir(out: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if let Some(given) = std::env::var_os("SNUG_HTMX_DIR").filter(|given| !given.is_empty()) {
        return Ok(PathBuf::from(given));
    }
    if Path::new(VENDORED).exists() {
        return Ok(PathBuf::from(VENDORED));
    }
    let npm = out.join("npm");
    let fetched = out.join("fetched");
    if same(&npm.join("package-lock.json"), &Path::new("assets").join("package-lock.json")) && fetched.exists() {
        return Ok(fetched);
    }
    fs::create_dir_all(&npm)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(Path::new("assets").join(file), npm.join(file))?;
    }
    let run =
        Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&npm).output();
    let advice = "Install Node.js with npm (https://nodejs.org), or set SNUG_HTMX_DIR to a folder with htmx.min.js and \
                  hx-sse.min.js of htmx.org 4.0.1, and with ar.json, en.json and ja.json of cldr-annotations-full \
                  48.2.0.";
    let output = run.map_err(|e| format!("Snug's build runs npm, which could not be run: {e}. {advice}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("Snug's build fetches packages with npm, and npm failed:\n{said}\n{advice}").into());
    }
    fs::create_dir_all(&fetched)?;
    for (path, name, _) in FETCHED {
        fs::copy(npm.join("node_modules").join(path), fetched.join(name))?;
    }
    // The annotations of all languages are large.
    fs::remove_dir_all(npm.join("node_modules"))?;
    Ok(fetched)
}

/// Joins files of a folder.
fn joined(folder: &str, names: &[&str], extension: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let path = |name| Path::new(folder).join(name).with_extension(extension);
    let files: Vec<_> = names.iter().map(|name| own(&path(name))).collect::<Result<_, _>>()?;
    Ok(files.join(&b"\n"[..]))
}

/// A script in a function, so that its names are its own.
fn enclosed(script: &[u8]) -> Vec<u8> {
    [b"(() => {\n'use strict';\n", script, b"})();\n"].concat()
}

/// One of Snug's own files. Comments are left out of scripts and styles: they are a tenth of the first load.
fn own(file: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let content = read(file)?;
    Ok(match file.extension().and_then(|extension| extension.to_str()) {
        Some("js") => without_line_comments(&String::from_utf8(content)?).into_bytes(),
        Some("css") => without_block_comments(&String::from_utf8(content)?).into_bytes(),
        _ => content,
    })
}

/// Removes the lines that are comments, and no others: `//` may be in a string.
fn without_line_comments(script: &str) -> String {
    let lines = script.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// No string of our styles contains the beginning of a comment.
fn without_block_comments(style: &str) -> String {
    let mut parts = style.split("/*");
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once("*/").map_or("", |(_, after)| after.trim_start()));
    std::iter::once(first).chain(rest).collect()
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
    Err(format!("{file} is not the file that this version needs: its SHA-256 is {found}, not {digest}").into())
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
