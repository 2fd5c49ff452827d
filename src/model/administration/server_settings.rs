//! The settings of the server, which administrators change.

use crate::model::Role;
use crate::model::administration::branding::{Branding, ServerName};
use crate::model::administration::rooms::parse_retention;

/// The people who may register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Registration {
    /// Everybody who can reach the server.
    #[default]
    Open,
    /// Everybody with an invitation.
    Invite,
    /// Nobody.
    Closed,
}

impl Registration {
    /// All values.
    pub const ALL: [Self; 3] = [Self::Open, Self::Invite, Self::Closed];

    /// The name in the database, in forms and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Invite => "invite",
            Self::Closed => "closed",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// The people who may invite others to the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inviters {
    /// Administrators.
    #[default]
    Administrators,
    /// Everybody with an account.
    Everyone,
}

impl Inviters {
    /// All values.
    pub const ALL: [Self; 2] = [Self::Administrators, Self::Everyone];

    /// The name in the database, in forms and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrators => "administrators",
            Self::Everyone => "everyone",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// The people who may add custom emoji.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmojiAdders {
    /// Everybody with an account.
    #[default]
    Everyone,
    /// Administrators and moderators.
    Moderators,
}

impl EmojiAdders {
    /// All values.
    pub const ALL: [Self; 2] = [Self::Everyone, Self::Moderators];

    /// The name in the database, in forms and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Moderators => "moderators",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Whether somebody with a role may.
    #[must_use]
    pub fn include(self, role: Role) -> bool {
        self == Self::Everyone || role >= Role::Moderator
    }
}

/// The people whose logins need a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FactorRule {
    /// Nobody: each account chooses.
    #[default]
    Nobody,
    /// Administrators.
    Administrators,
    /// Administrators and moderators.
    Moderators,
    /// Everybody.
    Everyone,
}

impl FactorRule {
    /// All values.
    pub const ALL: [Self; 4] = [Self::Nobody, Self::Administrators, Self::Moderators, Self::Everyone];

    /// The name in the database, in forms and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Administrators => "administrators",
            Self::Moderators => "moderators",
            Self::Everyone => "everyone",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Whether it holds for a role.
    #[must_use]
    pub fn holds_for(self, role: Role) -> bool {
        match self {
            Self::Nobody => false,
            Self::Administrators => role >= Role::Administrator,
            Self::Moderators => role >= Role::Moderator,
            Self::Everyone => true,
        }
    }
}

/// The settings of the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerSettings {
    /// The people who may register.
    pub registration: Registration,
    /// The people who may invite others to the server.
    pub inviters: Inviters,
    /// The people who may add custom emoji.
    pub emoji_adders: EmojiAdders,
    /// The people whose logins need a second factor.
    pub second_factor: FactorRule,
    /// The days after which messages are removed, where a room has no number of its own; 0: never.
    pub retention_days: u32,
    /// The name and the logo.
    pub branding: Branding,
    /// The number of changes of custom emoji so far.
    pub emoji_changes: i64,
    /// Whether rooms' pages show administrators how to begin, until one of them dismisses it.
    pub shows_setup: bool,
}

impl ServerSettings {
    /// The names and values of all settings.
    #[must_use]
    pub fn named(&self) -> [(&'static str, String); 6] {
        [
            ("registration", self.registration.name().to_owned()),
            ("inviters", self.inviters.name().to_owned()),
            ("emoji-adders", self.emoji_adders.name().to_owned()),
            ("second-factor", self.second_factor.name().to_owned()),
            ("retention-days", self.retention_days.to_string()),
            ("server-name", self.branding.name.as_ref().map_or("", ServerName::as_str).to_owned()),
        ]
    }

    /// These settings with another value of one; none where there is no such setting or value.
    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Option<Self> {
        match name {
            "registration" => Some(Self { registration: Registration::parse(value)?, ..self }),
            "inviters" => Some(Self { inviters: Inviters::parse(value)?, ..self }),
            "emoji-adders" => Some(Self { emoji_adders: EmojiAdders::parse(value)?, ..self }),
            "second-factor" => Some(Self { second_factor: FactorRule::parse(value)?, ..self }),
            "retention-days" => Some(Self { retention_days: parse_retention(value)?, ..self }),
            "server-name" => {
                let name = ServerName::parse(value).ok()?;
                Some(Self { branding: Branding { name, ..self.branding }, ..self })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_read_as_it_was_written() {
        for registration in Registration::ALL {
            for ((inviters, second_factor), emoji_adders) in
                Inviters::ALL.into_iter().zip(FactorRule::ALL).zip(EmojiAdders::ALL)
            {
                let name = ServerName::parse("Tea").ok().flatten();
                let branding = Branding { name, logo: None };
                let settings = ServerSettings {
                    registration,
                    inviters,
                    emoji_adders,
                    second_factor,
                    retention_days: 30,
                    branding,
                    emoji_changes: 0,
                    shows_setup: false,
                };
                let read = settings
                    .named()
                    .into_iter()
                    .try_fold(ServerSettings::default(), |read, (name, value)| read.with(name, &value));
                assert_eq!(read, Some(settings));
            }
        }
        assert_eq!(ServerSettings::default().with("registration", "perhaps"), None);
        assert_eq!(ServerSettings::default().with("retention-days", "36501"), None);
        assert_eq!(ServerSettings::default().with("colour", "open"), None);
    }
}
