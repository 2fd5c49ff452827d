//! All routes, read from the source, so that none is forgotten.

use std::fs;
use std::path::Path;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Such as `/rooms/{slug}/about`.
    pub path: String,
    pub get: bool,
    pub post: bool,
}

/// All routes in `src/web`.
pub fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"), &mut routes);
    assert!(routes.len() > 40, "the routes are not where they were: {routes:?}");
    routes
}

fn read(folder: &Path, routes: &mut Vec<Route>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, routes);
        } else {
            let source = fs::read_to_string(&path).unwrap();
            assert!(!source.contains(".nest("), "{}: nested routes are not read yet", path.display());
            routes.extend(source.split(".route(").skip(1).map(of));
        }
    }
}

/// Parses a call of `.route(`: the path, then methods with handlers.
fn of(source: &str) -> Route {
    let mut parts = source.splitn(3, '"');
    let (before, path, rest) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    assert!(before.trim().is_empty(), "an address is written as it is: {source:.80}");
    let methods = rest.split([';', '}']).next().unwrap_or_default();
    let methods = methods.split(".merge(").next().unwrap_or_default();
    Route { path: path.to_owned(), get: methods.contains("get("), post: methods.contains("post(") }
}

impl Route {
    /// Whether a path, with or without query, matches this route.
    pub fn fits(&self, path: &str) -> bool {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let (mut wanted, mut given) = (self.path.split('/'), path.split('/'));
        loop {
            match (wanted.next(), given.next()) {
                (None, None) => return true,
                (Some(wanted), Some(given))
                    if wanted == given || (wanted.starts_with('{') && !given.is_empty()) => {}
                _ => return false,
            }
        }
    }

    /// A path that matches this route.
    pub fn at(&self, slug: &str, id: &str) -> String {
        self.path.replace("{slug}", slug).replace("{id}", id)
    }
}
