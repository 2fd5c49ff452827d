//! Single sign-on by OpenID Connect (Core 1.0): the authorization code flow with PKCE (RFC 7636).
//!
//! `provider` talks to the provider, over `http`, as its `description` says. `flow` binds a login to the browser that
//! began it, by a signed cookie. `tickets` carry an account at the provider to the form that makes or links an account
//! here. `logins` and `identities` are the use cases.

pub(crate) mod claims;
mod description;
pub(crate) mod flow;
pub(crate) mod http;
mod identities;
pub(crate) mod logins;
pub(crate) mod provider;
pub(crate) mod settings;
pub(crate) mod tickets;
