//! The shell of pages for somebody who is logged in.

use crate::model::{OwnRooms, RoomId, Viewer, Zone};
use crate::views::{PublicShell, Shell};

pub(crate) fn shell<'a>(viewer: &'a Viewer, rooms: &'a OwnRooms, current: Option<RoomId>) -> Shell<'a> {
    let zone = viewer.chosen.zone.as_ref().and_then(Zone::name);
    let (locale, appearance, logins) = (&viewer.locale, viewer.appearance, viewer.logins);
    let (sends_mail, branding, setup) = (viewer.sends_mail, &viewer.branding, viewer.setup.as_deref());
    Shell {
        account: &viewer.account,
        rooms,
        current,
        locale,
        appearance,
        zone,
        sends_mail,
        logins,
        branding,
        setup,
    }
}

/// The shell of pages that look the same for people who aren't logged in.
pub(crate) fn public_shell(viewer: &Viewer) -> PublicShell {
    PublicShell { locale: viewer.locale.clone(), branding: viewer.branding.clone() }
}
