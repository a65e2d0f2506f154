//! The folder of a library is watched, so that a page is read again when it is saved. The kernel
//! tells of it through a descriptor that the main thread sleeps on: nothing polls. Where the system
//! has no such thing, nothing is watched.

use std::path::PathBuf;

#[cfg(target_os = "linux")]
pub use linux::Watch;
#[cfg(not(target_os = "linux"))]
pub use none::Watch;

#[cfg(target_os = "linux")]
mod linux {
    use super::PathBuf;
    use crate::world::{Fresh, World};
    use rustix::event::{PollFd, PollFlags};
    use rustix::fd::OwnedFd;
    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
    use std::collections::{BTreeMap, BTreeSet};
    use std::mem::MaybeUninit;

    /// Folders that are watched; the kernel allows some thousands for all programs together.
    const MOST: usize = 2_000;
    /// The names that matter end so.
    const PAGES: [&str; 4] = [".md", ".MD", ".yaml", ".YAML"];

    /// A library's folder and those in it.
    pub struct Watch {
        folder: PathBuf,
        inotify: Option<OwnedFd>,
        /// The folders that are watched, by the number that the kernel has given to each.
        followed: BTreeMap<i32, String>,
        /// Folders that were made meanwhile, which hold no page yet.
        made: BTreeSet<String>,
        /// Whether the library has changed since the folders were looked through.
        stale: bool,
        /// Whether something may have come into a new folder before it was watched.
        again: bool,
    }

    impl Watch {
        /// Nothing is watched yet; the first frame comes first.
        pub fn of(folder: PathBuf) -> Self {
            let (followed, made) = (BTreeMap::new(), BTreeSet::new());
            Self { folder, inotify: None, followed, made, stale: true, again: false }
        }

        /// Watches the folders of the library as it is now.
        pub fn follow(&mut self, world: &World) {
            if !std::mem::take(&mut self.stale) {
                return;
            }
            if self.inotify.is_none() {
                self.inotify = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).ok();
            }
            let Some(inotify) = &self.inotify else { return };
            // A file counts once it is closed or moved in, not while it is being written.
            let what = WatchFlags::CLOSE_WRITE
                | WatchFlags::MOVED_TO
                | WatchFlags::MOVED_FROM
                | WatchFlags::DELETE
                | WatchFlags::CREATE
                | WatchFlags::ONLYDIR;
            self.followed.clear();
            for name in world.folders().union(&self.made).take(MOST) {
                // One that is not there is told of by the folder around it when it comes.
                if let Ok(number) = inotify::add_watch(inotify, self.folder.join(name), what) {
                    self.followed.insert(number, name.clone());
                }
            }
        }

        /// The library read again, if its files have changed. A folder that cannot be read just now
        /// is left as it was: there is nothing better to show.
        pub fn news(&mut self) -> Option<Fresh> {
            let mut buffer = [MaybeUninit::uninit(); 4096];
            let mut reader = Reader::new(self.inotify.as_ref()?, &mut buffer);
            let mut changed = std::mem::take(&mut self.again);
            while let Ok(event) = reader.next() {
                let name = event.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
                let is_folder = event.events().contains(ReadFlags::ISDIR);
                let is_new = event.events().contains(ReadFlags::CREATE);
                // Editors write files of their own beside a page, and databases write often.
                let is_page = PAGES.iter().any(|end| name.ends_with(end));
                let counts = !name.starts_with('.') && (is_folder || is_page && !is_new);
                let lost = event.events().contains(ReadFlags::QUEUE_OVERFLOW);
                if !counts && !lost {
                    continue;
                }
                changed = true;
                let arrives = is_new || event.events().contains(ReadFlags::MOVED_TO);
                if let Some(around) =
                    self.followed.get(&event.wd()).filter(|_| is_folder && arrives)
                {
                    let inside = if around.is_empty() {
                        name.into_owned()
                    } else {
                        format!("{around}/{name}")
                    };
                    self.made.insert(inside);
                    self.again = true;
                }
            }
            if !changed {
                return None;
            }
            self.stale = true;
            Fresh::of_folder(&self.folder).ok()
        }

        /// What to sleep on.
        pub fn poll_fd(&self) -> Option<PollFd<'_>> {
            self.inotify.as_ref().map(|inotify| PollFd::new(inotify, PollFlags::IN))
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod none {
    use super::PathBuf;
    use crate::world::{Fresh, World};

    /// Nothing.
    pub struct Watch;

    impl Watch {
        /// Watches nothing.
        pub fn of(_: PathBuf) -> Self {
            Self
        }

        /// Watches nothing.
        pub fn follow(&mut self, _: &World) {}

        /// Never anything.
        pub fn news(&mut self) -> Option<Fresh> {
            None
        }

        /// Nothing to sleep on.
        #[cfg(unix)]
        pub fn poll_fd(&self) -> Option<rustix::event::PollFd<'_>> {
            None
        }
    }
}
