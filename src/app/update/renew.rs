//! The library's files have changed: everything is shown anew, and the reader stays in place.

use super::super::list::ListKind;
use super::super::page_view::PageView;
use super::super::{Screen, State};
use super::invalidate;
use crate::world::Fresh;

/// Takes over the library; an open demo that the page no longer calls is left.
pub(super) fn library(state: &mut State, fresh: Fresh) {
    let open = state.page().map(|page| page.slug.clone());
    let said = state.world.renew(fresh, open.as_deref());
    let State { world, screens, .. } = state;
    let mut moved: Option<Vec<Option<usize>>> = None;
    let mut left = Vec::new();
    for (at, screen) in screens.iter_mut().enumerate() {
        let demo = match screen {
            Screen::Page(page) => {
                moved = Some(PageView::renew(page, world));
                continue;
            }
            Screen::Demo(demo)
            | Screen::List(super::super::list::ListView {
                kind: ListKind::Settings(demo), ..
            }) => demo,
            _ => continue,
        };
        match moved.as_ref().and_then(|moved| *moved.get(*demo)?) {
            Some(now) => *demo = now,
            None => left.push(at),
        }
    }
    for at in left.into_iter().rev() {
        screens.remove(at);
    }
    invalidate(state);
    state.say(said);
}
