//! What the resolver makes of small crates.

use std::collections::BTreeSet;

use super::graph::{circles, graph, shortest};
use super::resolve::{Crate, End, Named, Sources};

fn crate_of(files: &[(&str, &str)]) -> Crate {
    Crate::read(&Sources::from_iter(files.iter().map(|(file, text)| (file.to_string(), text.to_string()))))
}

/// Which file names an item of which.
fn edges(files: &[(&str, &str)]) -> Vec<String> {
    let graph = graph(&crate_of(files).named());
    graph.iter().flat_map(|(file, uses)| uses.iter().map(move |used| format!("{file} > {used}"))).collect()
}

#[test]
fn an_indirect_circle_is_found() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "pub struct B; fn f() -> crate::c::C { crate::c::C }"),
        ("c.rs", "pub struct C; fn f() { html! { p { (super::a::A::new(1)) } } }"),
        ("d.rs", "use crate::a::A; fn f(a: A) {}"),
    ];
    let graph = graph(&crate_of(&files).named());
    let found = circles(&graph);
    assert_eq!(found, [BTreeSet::from(["a.rs", "b.rs", "c.rs"].map(str::to_owned))]);
    assert_eq!(shortest(&graph, &found[0]), ["a.rs", "b.rs", "c.rs", "a.rs"]);
}

#[test]
fn test_code_is_ignored() {
    let a = "
        #[cfg(test)] use crate::c::C;
        #[cfg(test)] const fn f() -> crate::c::C { crate::c::C }
        #[cfg(test)] const ONE: crate::c::C = crate::c::C { x: 1 };
        fn g() { #[cfg(test)] let x = if crate::c::yes() { 1 } else { crate::c::two() }; }
        #[cfg(test)] #[allow(unused)] mod tests { use crate::c::C; #[test] fn t() { crate::c::f() } }
        #[cfg(test)] mod more_tests;";
    assert_eq!(edges(&[("lib.rs", "mod a; mod c;"), ("a.rs", a), ("c.rs", "pub struct C;")]), [""; 0]);
}

#[test]
fn code_after_tests_is_counted() {
    let a = "#[cfg(test)] mod tests { use super::*; } fn f() { crate::c::g(); }";
    assert_eq!(edges(&[("lib.rs", "mod a; mod c;"), ("a.rs", a), ("c.rs", "pub fn g() {}")]), ["a.rs > c.rs"]);
}

#[test]
fn reexports_lead_to_the_defining_file() {
    let files = [
        ("lib.rs", "mod a; mod user;"),
        (
            "a/mod.rs",
            "mod inner; pub mod other; pub use inner::{Inner as Renamed, deep::*}; pub(crate) use other::f;",
        ),
        ("a/inner/mod.rs", "pub mod deep; pub struct Inner;"),
        ("a/inner/deep.rs", "pub struct Deep; pub const X: u8 = 1;"),
        ("a/other.rs", "pub fn f() {} use super::Renamed;"),
        ("user.rs", "use crate::a::{self, Deep}; use snug::a::other as o; fn g() { a::f(); o::f(); a::X; }"),
    ];
    assert_eq!(
        edges(&files),
        ["a/other.rs > a/inner/mod.rs", "user.rs > a/inner/deep.rs", "user.rs > a/other.rs"]
    );
}

#[test]
fn declaring_or_importing_a_module_is_no_edge_but_using_it_is() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b; mod inline { fn f() { super::super::b::f() } } fn b() {}"),
        ("b.rs", "use super::a; pub fn f() {}"),
    ];
    assert_eq!(edges(&files), ["a.rs > b.rs"]);
}

#[test]
fn a_function_and_a_module_may_have_the_same_name() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a/mod.rs", "mod find; pub use find::find;"),
        ("a/find.rs", "pub fn find() {}"),
        ("b.rs", "use crate::a::find; fn f() { find(); }"),
    ];
    assert_eq!(edges(&files), ["b.rs > a/find.rs"]);
}

#[test]
fn other_crates_are_found_under_any_name() {
    let text = "use std::env as e; use tokio::{sync::watch, time as clock};
        #[derive(clap::Parser)] struct S;
        fn f() { e::var(\"A\"); clock::sleep(); let image = 1; image; select! { _ = clock::pause() => {} } }";
    let named = crate_of(&[("lib.rs", text)]).named();
    let outside: BTreeSet<String> = named
        .iter()
        .filter_map(|Named { end, .. }| match end {
            End::Outside(path) => Some(path.join("::")),
            _ => None,
        })
        .collect();
    for wanted in
        ["clap::Parser", "std::env::var", "tokio::sync::watch", "tokio::time::pause", "tokio::time::sleep"]
    {
        assert!(outside.contains(wanted), "{wanted} in {outside:?}");
    }
    assert!(!outside.contains("image"), "{outside:?}");
}

#[test]
fn calls_are_seen_over_lines_and_in_macros() {
    let text = "fn f() { self.state.store\n.set_x(); select! { _ = s.store.edit_y() => {} } store.read(); }";
    let read = crate_of(&[("lib.rs", text)]);
    let calls: BTreeSet<(&str, &str, &str)> = read.calls().collect();
    for method in ["set_x", "edit_y", "read"] {
        assert!(calls.contains(&("lib.rs", "store", method)), "{method} in {calls:?}");
    }
}

#[test]
fn fields_and_statements_for_tests_leave_the_rest_whole() {
    let text = "struct S { a: u8, /// Doc.
 #[cfg(test)] pub(super) b: tokio::watch::Sender<usize>, }
        impl S { fn f(&self) { S { a: 1, #[cfg(test)] b: tokio::x(), }; #[cfg(test)] self.b.send(|b| *b += 1); crate::y::z() } }
        pub struct T { #[cfg(test)] c: crate::w::W }";
    let files =
        [("lib.rs", "mod x; mod y; mod w;"), ("x.rs", text), ("y.rs", "pub fn z() {}"), ("w.rs", "pub struct W;")];
    assert_eq!(edges(&files), ["x.rs > y.rs"]);
}
