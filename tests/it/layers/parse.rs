//! From the text of a file to what it names, with `syn`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::resolve::Module;

/// Without items, statements and fields under `#[cfg(test)]`.
pub fn without_tests(tokens: TokenStream) -> TokenStream {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_hash = is_punct(&token, '#');
        match (is_hash, tokens.peek()) {
            (true, Some(TokenTree::Group(attribute))) if is_for_tests(attribute) => {
                // Its documentation stands before it, as attributes.
                while let [.., hash, TokenTree::Group(before)] = kept.as_slice()
                    && is_punct(hash, '#')
                    && before.delimiter() == Delimiter::Bracket
                {
                    kept.truncate(kept.len() - 2);
                }
                let mut until_semicolon = false;
                while let Some(token) = tokens.next() {
                    let word = token.to_string();
                    until_semicolon |= ["use", "static", "let", "type"].contains(&word.as_str());
                    // `const fn` ends with its braces.
                    until_semicolon |=
                        word == "const" && tokens.peek().is_some_and(|next| next.to_string() != "fn");
                    let braces =
                        matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
                    if [";", ","].contains(&word.as_str()) || braces && !until_semicolon {
                        break;
                    }
                }
            }
            _ => kept.push(match token {
                TokenTree::Group(group) => {
                    TokenTree::Group(proc_macro2::Group::new(group.delimiter(), without_tests(group.stream())))
                }
                token => token,
            }),
        }
    }
    kept.into_iter().collect()
}

fn is_for_tests(attribute: &proc_macro2::Group) -> bool {
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    attribute.delimiter() == Delimiter::Bracket && (text == "cfg(test)" || text.starts_with("cfg(all(test,"))
}

fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

pub fn name_of(item: &syn::Item) -> Option<String> {
    let name = match item {
        syn::Item::Const(item) => &item.ident,
        syn::Item::Enum(item) => &item.ident,
        syn::Item::Fn(item) => &item.sig.ident,
        syn::Item::Macro(item) => item.ident.as_ref()?,
        syn::Item::Static(item) => &item.ident,
        syn::Item::Struct(item) => &item.ident,
        syn::Item::Trait(item) => &item.ident,
        syn::Item::Type(item) => &item.ident,
        syn::Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// Notes what an item names in the module that it is in.
pub struct Reader<'a>(pub &'a mut Module);

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let public = !matches!(item.vis, syn::Visibility::Inherited);
        flatten(&item.tree, &mut Vec::new(), &mut |alias, path| self.0.uses.push((alias, path, public)));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.paths.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, code: &'ast syn::Macro) {
        self.visit_path(&code.path);
        self.read_tokens(code.tokens.clone());
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.visit_path(&list.path);
        self.read_tokens(list.tokens.clone());
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let on = match &*call.receiver {
            syn::Expr::Field(syn::ExprField { member: syn::Member::Named(name), .. }) => Some(name.to_string()),
            syn::Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
            syn::Expr::MethodCall(call) => Some(call.method.to_string()),
            _ => None,
        };
        self.0.calls.extend(on.map(|on| (on, call.method.to_string())));
        visit::visit_expr_method_call(self, call);
    }
}

impl Reader<'_> {
    /// Takes `one::two::three` out of tokens that only a macro understands, and `one.two`.
    fn read_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.read_tokens(group.stream()),
                TokenTree::Ident(first) => {
                    let mut path = vec![first.to_string()];
                    while let [colon, another, TokenTree::Ident(next), ..] = &tokens[at + 1..]
                        && is_punct(colon, ':')
                        && is_punct(another, ':')
                    {
                        path.push(next.to_string());
                        at += 3;
                    }
                    match &tokens[at + 1..] {
                        [dot, TokenTree::Ident(method), ..] if is_punct(dot, '.') && path.len() == 1 => {
                            self.0.calls.push((first.to_string(), method.to_string()));
                        }
                        _ if path.len() > 1 => self.0.paths.push(path),
                        _ => {}
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
}

/// All names that a `use` brings, each with its whole path.
fn flatten(tree: &syn::UseTree, before: &mut Vec<String>, found: &mut impl FnMut(String, Vec<String>)) {
    let mut end = |alias: String, name: String| {
        let mut path = before.clone();
        path.push(name);
        // `use a::{self}` is `use a`.
        let is_self = path.len() > 1 && path.last().is_some_and(|last| last == "self");
        path.truncate(path.len() - usize::from(is_self));
        let alias = if alias == "self" { path[path.len() - 1].clone() } else { alias };
        found(alias, path);
    };
    match tree {
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, found);
            before.pop();
        }
        syn::UseTree::Name(name) => end(name.ident.to_string(), name.ident.to_string()),
        syn::UseTree::Rename(name) => end(name.rename.to_string(), name.ident.to_string()),
        syn::UseTree::Glob(_) => end("*".to_owned(), "*".to_owned()),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, found)),
    }
}
