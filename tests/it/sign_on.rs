//! Single sign-on, at a real provider (oidc-provider, from npm).

mod accounts;
mod confirming;
mod keys;
mod passwords_off;
mod protocol;
mod provider;
mod refusals;
