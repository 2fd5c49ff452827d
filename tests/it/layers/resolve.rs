//! What each source file names: `use`s and paths, also inside macros, resolved to the file that defines the item.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use syn::visit::Visit as _;

use super::parse::{Reader, name_of, without_tests};

/// Texts of source files by their paths below `src`.
pub type Sources = BTreeMap<String, String>;

/// A path that a file names.
#[derive(Debug)]
pub struct Named {
    pub file: String,
    /// As it is written, with what `use` makes of its first word.
    pub path: String,
    /// Files of the modules that it leads through.
    pub through: BTreeSet<String>,
    pub end: End,
    /// A `pub use` of a `mod.rs`, which only passes on what others define.
    pub passed_on: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// The file that defines the item.
    Item(String),
    Module(String),
    /// The path, beginning with the name of another crate.
    Outside(Vec<String>),
}

#[derive(Default)]
pub struct Module {
    file: String,
    root: usize,
    parent: usize,
    children: BTreeMap<String, usize>,
    items: BTreeSet<String>,
    /// Names that `use` brings, `*` for all of a module, and whether it is a `pub use`.
    pub uses: Vec<(String, Vec<String>, bool)>,
    pub paths: Vec<Vec<String>>,
    /// What a method is called on, and its name.
    pub calls: Vec<(String, String)>,
}

/// All modules that are reached from `lib.rs` and `main.rs`, without those for tests.
pub struct Crate {
    modules: Vec<Module>,
}

impl Crate {
    pub fn read(sources: &Sources) -> Self {
        let mut read = Self { modules: Vec::new() };
        for root in ["lib.rs", "main.rs"] {
            if sources.contains_key(root) {
                let at = read.modules.len();
                read.modules.push(Module { file: root.to_owned(), root: at, parent: at, ..Module::default() });
                read.read_file(sources, at, "");
            }
        }
        read
    }

    pub fn files(&self) -> BTreeSet<String> {
        self.modules.iter().map(|module| module.file.clone()).collect()
    }

    /// Reads a module's file; those of its children are in `folder`.
    fn read_file(&mut self, sources: &Sources, at: usize, folder: &str) {
        let file = self.modules[at].file.clone();
        let tokens: TokenStream = sources[&file].parse().unwrap_or_else(|error| panic!("{file}: {error}"));
        let parsed: syn::File =
            syn::parse2(without_tests(tokens)).unwrap_or_else(|error| panic!("{file}: {error}"));
        self.read_items(sources, at, folder, &parsed.items);
    }

    fn read_items(&mut self, sources: &Sources, at: usize, folder: &str, items: &[syn::Item]) {
        for item in items {
            let syn::Item::Mod(module) = item else {
                let mut reader = Reader(&mut self.modules[at]);
                reader.0.items.extend(name_of(item));
                reader.visit_item(item);
                continue;
            };
            let name = module.ident.to_string();
            let inside = format!("{folder}{name}/");
            let child = self.modules.len();
            let (root, parent) = (self.modules[at].root, at);
            self.modules[at].children.insert(name, child);
            let file = match &module.content {
                Some(_) => self.modules[at].file.clone(),
                None => [format!("{}.rs", inside.trim_end_matches('/')), format!("{inside}mod.rs")]
                    .into_iter()
                    .find(|file| sources.contains_key(file))
                    .unwrap_or_else(|| panic!("{}: there is no module {inside}", self.modules[at].file)),
            };
            self.modules.push(Module { file, root, parent, ..Module::default() });
            match &module.content {
                Some((_, items)) => self.read_items(sources, child, &inside, items),
                None => self.read_file(sources, child, &inside),
            }
        }
    }

    /// Everything that files name, resolved.
    pub fn named(&self) -> Vec<Named> {
        let mut named = Vec::new();
        for (at, module) in self.modules.iter().enumerate() {
            let home = module.file.ends_with("mod.rs") || module.file == "lib.rs";
            let uses = module.uses.iter().map(|(_, path, public)| (path, true, *public && home));
            let paths = module.paths.iter().map(|path| (path, path.len() > 1, false));
            for (path, may_be_outside, passed_on) in uses.chain(paths) {
                let mut through = BTreeSet::new();
                let Some(end) = self.resolve(at, path, &mut through, 0) else { continue };
                if may_be_outside || !matches!(end, End::Outside(_)) {
                    named.push(Named {
                        file: module.file.clone(),
                        path: path.join("::"),
                        through: through.into_iter().map(|at: usize| self.modules[at].file.clone()).collect(),
                        end,
                        passed_on,
                    });
                }
            }
        }
        named
    }

    /// Calls of methods: the file, what the method is called on, and its name.
    pub fn calls(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.modules.iter().flat_map(|module| {
            module.calls.iter().map(|(on, method)| (module.file.as_str(), on.as_str(), method.as_str()))
        })
    }

    /// What a path is that is written in a module; none where it names nothing, or itself.
    fn resolve(&self, at: usize, path: &[String], through: &mut BTreeSet<usize>, depth: usize) -> Option<End> {
        if depth > 20 {
            return None;
        }
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "Self" => None,
            "self" => self.follow(at, rest, through, depth),
            "super" => self.follow(self.modules[at].parent, rest, through, depth),
            "crate" => self.follow(self.modules[at].root, rest, through, depth),
            "snug" => self.follow(0, rest, through, depth),
            _ => match self.look_up(at, path, through, depth) {
                None => Some(End::Outside(path.to_vec())),
                found => found,
            },
        }
    }

    /// What the rest of a path is that has led to a module.
    fn follow(&self, at: usize, path: &[String], through: &mut BTreeSet<usize>, depth: usize) -> Option<End> {
        through.insert(at);
        let file = || self.modules[at].file.clone();
        match path.first().map(String::as_str) {
            None | Some("*") => Some(End::Module(file())),
            Some("self") => self.follow(at, &path[1..], through, depth),
            Some("super") => self.follow(self.modules[at].parent, &path[1..], through, depth),
            // What a macro defines isn't among the items.
            Some(_) => Some(self.look_up(at, path, through, depth).unwrap_or_else(|| End::Item(file()))),
        }
    }

    /// A path that begins with a name which this module has: an item, a child, or by `use`.
    fn look_up(&self, at: usize, path: &[String], through: &mut BTreeSet<usize>, depth: usize) -> Option<End> {
        let module = &self.modules[at];
        let (name, rest) = path.split_first()?;
        // A module and a function may have the same name: what isn't followed by more is the function.
        let child = || module.children.get(name).copied();
        if let (Some(child), false) = (child(), rest.is_empty()) {
            return self.follow(child, rest, through, depth);
        }
        if module.items.contains(name) {
            return Some(End::Item(module.file.clone()));
        }
        let by_name = module.uses.iter().filter(|(alias, used, _)| alias == name && used.as_slice() != path);
        for (_, used, _) in by_name {
            let whole: Vec<String> = used.iter().chain(rest).cloned().collect();
            if let Some(found) = self.resolve(at, &whole, through, depth + 1) {
                return Some(found);
            }
        }
        if let Some(child) = child() {
            return self.follow(child, rest, through, depth);
        }
        let globs = module.uses.iter().filter(|(alias, ..)| alias == "*");
        globs.filter(|_| depth < 20).find_map(|(_, used, _)| {
            let mut inside = BTreeSet::new();
            let from = &used[..used.len() - 1];
            let End::Module(file) = self.resolve(at, from, &mut inside, depth + 1)? else { return None };
            let from = self.modules.iter().position(|module| module.file == file)?;
            self.look_up(from, path, through, depth + 1)
        })
    }
}
