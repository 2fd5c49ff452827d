//! The arguments for single sign-on.

use std::path::PathBuf;

use clap::builder::BoolishValueParser;
use clap::{Args, ValueEnum};

use crate::config::secrets;
use crate::config::values::issuer;

/// The variable with the client's secret, which is no flag: other people on the machine can read the arguments of
/// processes.
const SECRET_VARIABLE: &str = "SNUG_OIDC_CLIENT_SECRET";

/// Arguments for single sign-on by OpenID Connect.
#[derive(Debug, Args)]
pub struct SignOn {
    /// Provider of single sign-on (OpenID Connect), such as `https://id.example.org/realms/chat`; needs --public-url
    /// unless only this machine is served. The redirect URI to register there is /login/oidc/callback of this server
    #[arg(long, env = "SNUG_OIDC_ISSUER", value_name = "URL", requires = "oidc_client_id", value_parser = issuer)]
    pub oidc_issuer: Option<String>,
    /// Name under which the provider knows this server
    #[arg(long, env = "SNUG_OIDC_CLIENT_ID", value_name = "ID")]
    pub oidc_client_id: Option<String>,
    /// File with the client's secret, which can also be in the variable SNUG_OIDC_CLIENT_SECRET
    #[arg(long, env = "SNUG_OIDC_CLIENT_SECRET_FILE", value_name = "FILE")]
    pub oidc_client_secret_file: Option<PathBuf>,
    /// Name of the provider on buttons
    #[arg(long, env = "SNUG_OIDC_LABEL", value_name = "NAME")]
    pub oidc_label: Option<String>,
    /// Domains of e-mail addresses, separated by commas: single sign-on takes nobody with another or an unverified one
    #[arg(long, env = "SNUG_OIDC_DOMAINS", value_name = "DOMAINS", value_delimiter = ',')]
    pub oidc_domains: Vec<String>,
    /// Groups, separated by commas: single sign-on takes nobody who is in none of them (claim `groups`)
    #[arg(long, env = "SNUG_OIDC_GROUPS", value_name = "GROUPS", value_delimiter = ',')]
    pub oidc_groups: Vec<String>,
    /// Let everybody of these domains and groups make an account by single sign-on, whoever else may register
    #[arg(long, env = "SNUG_OIDC_REGISTER", value_parser = BoolishValueParser::new())]
    pub oidc_register: bool,
    /// Whether people log in and register by password; without, they need single sign-on
    #[arg(long, env = "SNUG_PASSWORDS", value_name = "WHETHER", default_value = "on")]
    pub passwords: Passwords,
}

/// Whether people log in by password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Passwords {
    /// Passwords work, also where there is single sign-on
    On,
    /// They need single sign-on
    Off,
}

impl SignOn {
    /// The client's secret, from the file, the variable or a credential of systemd; none for a public client.
    ///
    /// # Errors
    /// When the file can't be read, or nothing is in it, or there is a variable, too.
    pub fn client_secret(&self) -> Result<Option<String>, String> {
        let file = ("--oidc-client-secret-file", self.oidc_client_secret_file.as_deref());
        secrets::secret(file, SECRET_VARIABLE, "oidc-client-secret")
    }
}
