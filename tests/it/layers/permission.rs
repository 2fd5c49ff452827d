//! `Entered`, `Administrator` and `Inviter` are permissions: nothing but the store's lookups makes one. Doc tests on their types hold
//! that for other crates, and this holds it for the files of this one.

use std::collections::BTreeSet;

use syn::visit::Visit;
use syn::{Fields, Item, Visibility};

use super::{none, sources};

const FILE: &str = "store/permission.rs";

/// The permissions, and the only functions that make each.
const MADE_BY: &[(&str, &[&str])] = &[
    ("Entered", &["enter_room"]),
    ("Administrator", &["administrator", "at_the_command_line"]),
    ("Moderator", &["moderator"]),
    ("Inviter", &["administrator", "at_the_command_line", "inviter"]),
];

/// Files that act for the command line, and those that define what that is.
const COMMAND_LINE: &[&str] = &["cli/", "app.rs", "store/permission.rs", "chat/administration.rs"];

#[test]
fn only_the_command_line_acts_without_an_account() {
    let faults = sources().into_iter().filter(|(file, text)| {
        text.contains("at_the_command_line") && !COMMAND_LINE.iter().any(|known| file.starts_with(known))
    });
    none(&faults.map(|(file, _)| file).collect(), "Only files of COMMAND_LINE act without an account.");
}

/// Traits whose derived code makes nothing new of them.
const HARMLESS: &[&str] = &["Clone", "Copy", "Debug"];

#[test]
fn only_the_stores_lookups_make_permissions() {
    let file = syn::parse_file(&sources()[FILE]).unwrap();
    let mut faults = BTreeSet::new();
    let mut private = BTreeSet::new();
    let mut made = Made::default();
    for item in &file.items {
        match item {
            Item::Struct(item) if is_permission(&item.ident) => {
                let Fields::Unnamed(fields) = &item.fields else { panic!("{} has other fields", item.ident) };
                assert!(fields.unnamed.iter().all(|field| matches!(field.vis, Visibility::Inherited)));
                for derived in item.attrs.iter().filter(|attribute| attribute.path().is_ident("derive")) {
                    let traits = |derived: syn::meta::ParseNestedMeta<'_>| {
                        if !HARMLESS.iter().any(|harmless| derived.path.is_ident(harmless)) {
                            faults.insert(format!("{} derives a trait that may make one", item.ident));
                        }
                        Ok(())
                    };
                    derived.parse_nested_meta(traits).unwrap();
                }
                private.insert(item.ident.to_string());
            }
            // A module inside of this one sees private fields.
            Item::Mod(item) => {
                faults.insert(format!("module {} may make permissions", item.ident));
            }
            item => made.visit_item(item),
        }
    }
    assert_eq!(private, MADE_BY.iter().map(|(name, _)| name.to_string()).collect());
    let makers =
        |(name, by): &(&str, &[&str])| by.iter().map(|by| (name.to_string(), by.to_string())).collect::<Vec<_>>();
    let expected = MADE_BY.iter().flat_map(makers).collect();
    for (name, by) in made.found.difference(&expected) {
        faults.insert(format!("{by} makes a {name}"));
    }
    assert!(made.found.is_superset(&expected), "{:?}", made.found);
    none(&faults, &format!("Permissions come from the lookups in {FILE} alone (MADE_BY)."));
}

fn is_permission(name: &syn::Ident) -> bool {
    MADE_BY.iter().any(|(permission, _)| name == permission)
}

/// What functions make permissions: the name of each, as a value.
#[derive(Default)]
struct Made {
    found: BTreeSet<(String, String)>,
    function: String,
    /// The type that `Self` is.
    of: String,
}

impl Made {
    fn note(&mut self, path: &syn::Path) {
        let Some(name) = path.segments.last().map(|last| &last.ident) else { return };
        let name = if name == "Self" { self.of.clone() } else { name.to_string() };
        if MADE_BY.iter().any(|(permission, _)| *permission == name) {
            self.found.insert((name, self.function.clone()));
        }
    }
}

impl<'ast> Visit<'ast> for Made {
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if let syn::Type::Path(of) = &*item.self_ty {
            self.of = of.path.segments.last().unwrap().ident.to_string();
        }
        syn::visit::visit_item_impl(self, item);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.function = signature.ident.to_string();
    }

    fn visit_expr_path(&mut self, value: &'ast syn::ExprPath) {
        self.note(&value.path);
    }

    fn visit_expr_struct(&mut self, value: &'ast syn::ExprStruct) {
        self.note(&value.path);
        syn::visit::visit_expr_struct(self, value);
    }
}
