//! The texts of e-mails: plain, with one link at most. A link is on a line of its own, since programs that find links in
//! texts may take the characters around one for a part of it.

use crate::model::administration::one_time_links::LinkSecret;
use crate::model::mail::outgoing::{MailKind, OutgoingMail};
use crate::model::notifications::digests::DigestEntry;
use crate::model::{Branding, Language};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::parts::urls;

/// The text of an e-mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The URL that ends e-mails of this kind, where they can be ended.
    pub unsubscribe: Option<String>,
}

/// An e-mail from the server at `url`, with its name.
#[must_use]
pub fn mail(mail: &OutgoingMail, secret: Option<&LinkSecret>, url: &str, branding: &Branding) -> Mail {
    let i18n = strings(mail.language);
    let name = mail.username.as_str();
    if mail.kind == MailKind::Digest {
        return digest(mail, secret, url, branding, i18n);
    }
    let link = |path: fn(&str) -> String| secret.map(|secret| url.to_owned() + &path(&secret.encode()));
    let (subject, text, link, last) = match mail.kind {
        MailKind::Recovery => (
            i18n.mail_recovery_subject(name),
            &i18n.mail_recovery,
            link(urls::recover),
            Some(&i18n.mail_recovery_ignore),
        ),
        MailKind::Verification => (
            i18n.mail_verification_subject.clone(),
            &i18n.mail_verification,
            link(urls::verify_email),
            Some(&i18n.mail_verification_ignore),
        ),
        MailKind::AddressTaken => (i18n.mail_taken_subject.clone(), &i18n.mail_taken, None, None),
        kind => {
            let (subject, text) = notice(kind, i18n);
            (subject.clone(), text, None, Some(&i18n.mail_not_you))
        }
    };
    let hello = i18n.mail_hello(name);
    let paragraphs = [Some(&hello), Some(text), link.as_ref(), last];
    whole(&subject, &paragraphs.into_iter().flatten().map(String::as_str).collect::<Vec<_>>(), url, branding, i18n)
}

/// A digest: names and numbers alone, and the links to read it and to get no more of these.
fn digest(
    mail: &OutgoingMail,
    secret: Option<&LinkSecret>,
    url: &str,
    branding: &Branding,
    i18n: &Strings,
) -> Mail {
    let total = mail.digest.iter().map(|entry| entry.count).sum::<u32>();
    let line = |entry: &DigestEntry| {
        let DigestEntry { name, is_direct, count } = entry;
        let line = if *is_direct {
            i18n.digest_direct(name.as_str(), *count)
        } else {
            i18n.digest_room(name.as_str(), *count)
        };
        format!("- {line}")
    };
    let list = mail.digest.iter().map(line).collect::<Vec<_>>().join("\n");
    let unsubscribe = secret.map(|secret| url.to_owned() + &urls::unsubscribe(&secret.encode()));
    let ending = unsubscribe.as_ref().map(|link| format!("{}\n{link}", i18n.digest_unsubscribe));
    let hello = i18n.mail_hello(mail.username.as_str());
    let paragraphs = [Some(hello), Some(i18n.digest_text.clone()), Some(list), ending];
    let paragraphs: Vec<&str> = paragraphs.iter().flatten().map(String::as_str).collect();
    Mail { unsubscribe, ..whole(&i18n.digest_subject(total), &paragraphs, url, branding, i18n) }
}

/// An e-mail that says that sending works, from the server at `url`, with its name.
#[must_use]
pub fn test(url: &str, branding: &Branding, language: Language) -> Mail {
    let i18n = strings(language);
    whole(&i18n.mail_test_subject, &[&i18n.mail_test], url, branding, i18n)
}

/// The subject and the text of a notice.
fn notice(kind: MailKind, i18n: &Strings) -> (&String, &String) {
    match kind {
        MailKind::AddressChanged => (&i18n.mail_address_changed_subject, &i18n.mail_address_changed),
        MailKind::AddressRemoved => (&i18n.mail_address_removed_subject, &i18n.mail_address_removed),
        MailKind::SecondFactorOn => (&i18n.mail_factor_on_subject, &i18n.mail_factor_on),
        MailKind::SecondFactorOff => (&i18n.mail_factor_off_subject, &i18n.mail_factor_off),
        _ => (&i18n.mail_password_changed_subject, &i18n.mail_password_changed),
    }
}

fn whole(subject: &str, paragraphs: &[&str], url: &str, branding: &Branding, i18n: &Strings) -> Mail {
    let footer = i18n.mail_footer(branding.name());
    let body = format!("{}\n\n-- \n{footer}\n{url}/\n", paragraphs.join("\n\n"));
    Mail { subject: format!("{subject} · {branding}"), body, unsubscribe: None }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::model::{EmailAddress, Username};

    #[test]
    fn every_kind_has_a_text_in_every_language_with_its_link_on_a_line() {
        let secret = LinkSecret::new([7; 32]);
        let url = "https://chat.example.org";
        for language in Language::ALL {
            let mut seen = Vec::new();
            for kind in MailKind::ALL {
                let mail = mail(
                    &OutgoingMail {
                        id: 1,
                        kind,
                        username: Username::from_store("ann".to_owned()),
                        language,
                        to: EmailAddress::from_store("ann@example.org".to_owned()),
                        digest: vec![DigestEntry { name: "Tea".to_owned(), is_direct: false, count: 2 }],
                        attempts: 1,
                        expires_at: Timestamp::UNIX_EPOCH,
                    },
                    Some(&secret),
                    url,
                    &Branding::default(),
                );
                let linked = [format!("{url}/recover/"), format!("{url}/email/"), format!("{url}/unsubscribe/")];
                let is_link = |line: &&str| linked.iter().any(|link| line.starts_with(link));
                let links = mail.body.lines().filter(is_link).count();
                assert_eq!(
                    links,
                    usize::from(matches!(kind, MailKind::Recovery | MailKind::Verification | MailKind::Digest)),
                    "{kind:?}"
                );
                assert!(mail.body.contains("ann") && mail.body.ends_with("\nhttps://chat.example.org/\n"));
                assert!(!mail.subject.contains(['\r', '\n']));
                seen.push(mail.subject);
            }
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), MailKind::ALL.len(), "{seen:?}");
        }
    }
}
