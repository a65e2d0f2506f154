//! Waits for whatever comes first: keys, signals, or the end of the terminal. Nothing polls, so
//! an idle program does not wake.

use crate::app::key::{Key, Named};
use crate::app::layout::Size;
use crate::app::msg::Msg;
use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

#[cfg(not(unix))]
pub use simple::Input;
#[cfg(unix)]
pub use unix::Input;

/// What ended the wait.
pub enum Wake {
    /// Keys and the like, in order.
    Messages(Vec<Msg>),
    /// Stop, as at Ctrl-Z.
    Suspend,
    /// The program goes on after it was stopped from outside.
    Continued,
    /// A signal that asks for the end.
    Signal(i32),
    /// The terminal is gone.
    HungUp,
}

#[cfg(unix)]
mod unix {
    use super::super::terminal_size;
    use super::super::watch::Watch;
    use super::{Wake, message};
    use crate::app::msg::Msg;
    use crate::world::World;
    use crossterm::event::{self, Event};
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use std::io::{self, Read as _, Write as _};
    use std::os::unix::net::UnixStream;
    use std::sync::mpsc::{self, Receiver};
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };
    use std::thread;

    /// Signals that are waited for, each with its flag. Crossterm reports a change of size too, but
    /// only from its first read on, which is later than the first frame.
    const SIGNALS: [i32; 7] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];

    /// The terminal's input and the signals.
    pub struct Input {
        /// What the thread that reads has read, once there is one.
        events: Option<Receiver<io::Result<Event>>>,
        woken: UnixStream,
        waker: UnixStream,
        flags: Vec<(i32, Arc<AtomicBool>)>,
        watch: Option<Watch>,
    }

    impl Input {
        /// Starts to listen to signals; keys wait in the terminal until the first [`Self::wait`].
        pub fn open(watch: Option<Watch>) -> io::Result<Self> {
            let (woken, waker) = UnixStream::pair()?;
            woken.set_nonblocking(true)?;
            let mut flags = Vec::new();
            for signal in SIGNALS {
                let flag = Arc::new(AtomicBool::new(false));
                signal_hook::flag::register(signal, Arc::clone(&flag))?;
                signal_hook::low_level::pipe::register(signal, waker.try_clone()?)?;
                flags.push((signal, flag));
            }
            Ok(Self { events: None, woken, waker, flags, watch })
        }

        /// Crossterm reads in a thread of its own, since its read never ends when the terminal
        /// vanishes: the main thread watches for that by itself. It begins after the first frame.
        fn listen(&self) -> io::Result<Receiver<io::Result<Event>>> {
            let (sender, events) = mpsc::channel();
            let mut waker = self.waker.try_clone()?;
            thread::Builder::new().name("input".to_owned()).spawn(move || {
                loop {
                    let event = event::read();
                    let over = event.is_err();
                    if sender.send(event).is_err() || waker.write_all(&[0]).is_err() || over {
                        return;
                    }
                }
            })?;
            Ok(events)
        }

        /// Sleeps until something comes.
        pub fn wait(&mut self, world: &World) -> Wake {
            if let Some(watch) = &mut self.watch {
                watch.follow(world);
            }
            if self.events.is_none() {
                match self.listen() {
                    Ok(events) => self.events = Some(events),
                    Err(_) => return Wake::HungUp,
                }
            }
            loop {
                if let Some(wake) = self.signal() {
                    return wake;
                }
                let messages: Vec<_> = self.events.iter().flat_map(Receiver::try_iter).collect();
                if messages.iter().any(Result::is_err) {
                    return Wake::HungUp;
                }
                let messages: Vec<_> =
                    messages.into_iter().flatten().filter_map(|event| message(&event)).collect();
                if !messages.is_empty() {
                    return Wake::Messages(messages);
                }
                if let Some(fresh) = self.watch.as_mut().and_then(Watch::news) {
                    return Wake::Messages(vec![Msg::Renewed(fresh)]);
                }
                if self.sleep() {
                    return Wake::HungUp;
                }
            }
        }

        /// Sleeps until there is something to look at; `true` when the terminal is gone.
        fn sleep(&self) -> bool {
            let stdin = io::stdin();
            let mut watched = vec![
                // Nothing is asked of the terminal itself, so only its end is reported.
                PollFd::new(&stdin, PollFlags::empty()),
                PollFd::new(&self.woken, PollFlags::IN),
            ];
            watched.extend(self.watch.as_ref().and_then(Watch::poll_fd));
            match poll(&mut watched, None) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(_) => return true,
            }
            let gone =
                watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
            let mut bytes = [0; 64];
            while (&self.woken).read(&mut bytes).is_ok_and(|count| count == bytes.len()) {}
            gone
        }

        fn signal(&self) -> Option<Wake> {
            let came = self.flags.iter().find(|(_, flag)| flag.swap(false, Ordering::SeqCst));
            came.map(|(signal, _)| match *signal {
                SIGTSTP => Wake::Suspend,
                SIGCONT => Wake::Continued,
                SIGWINCH => Wake::Messages(vec![Msg::Resize(terminal_size())]),
                signal => Wake::Signal(signal),
            })
        }
    }
}

#[cfg(not(unix))]
mod simple {
    use super::super::watch::Watch;
    use super::{Wake, message};
    use crate::world::World;
    use std::io;

    /// The terminal's input.
    pub struct Input;

    impl Input {
        /// Starts to listen.
        pub fn open(_: Option<Watch>) -> io::Result<Self> {
            Ok(Self)
        }

        /// Sleeps until something comes.
        pub fn wait(&mut self, _: &World) -> Wake {
            match crossterm::event::read() {
                Ok(event) => Wake::Messages(message(&event).into_iter().collect()),
                Err(_) => Wake::HungUp,
            }
        }
    }
}

/// A terminal event as a message; what means nothing to us is dropped.
fn message(event: &Event) -> Option<Msg> {
    match event {
        Event::Key(event) if event.kind != KeyEventKind::Release => key(event).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text.clone())),
        Event::Resize(width, height) => {
            Some(Msg::Resize(Size { width: usize::from(*width), height: usize::from(*height) }))
        }
        Event::Mouse(event) => match event.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                Some(Msg::Click { x: usize::from(event.column), y: usize::from(event.row) })
            }
            MouseEventKind::ScrollDown => Some(Msg::Wheel(1)),
            MouseEventKind::ScrollUp => Some(Msg::Wheel(-1)),
            _ => None,
        },
        _ => None,
    }
}

fn key(event: &KeyEvent) -> Option<Key> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    Some(match event.code {
        KeyCode::Char(c) if ctrl => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(_) if alt => return None,
        KeyCode::Char(c) if shift => Key::Char(c.to_uppercase().next().unwrap_or(c)),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Left if ctrl || alt => Key::Named(Named::WordLeft),
        KeyCode::Right if ctrl || alt => Key::Named(Named::WordRight),
        KeyCode::Up => Key::Named(Named::Up),
        KeyCode::Down => Key::Named(Named::Down),
        KeyCode::Left => Key::Named(Named::Left),
        KeyCode::Right => Key::Named(Named::Right),
        KeyCode::PageUp => Key::Named(Named::PageUp),
        KeyCode::PageDown => Key::Named(Named::PageDown),
        KeyCode::Home => Key::Named(Named::Home),
        KeyCode::End => Key::Named(Named::End),
        KeyCode::Tab if shift => Key::Named(Named::BackTab),
        KeyCode::Tab => Key::Named(Named::Tab),
        KeyCode::BackTab => Key::Named(Named::BackTab),
        KeyCode::Enter => Key::Named(Named::Enter),
        KeyCode::Esc => Key::Named(Named::Esc),
        KeyCode::Backspace => Key::Named(Named::Backspace),
        KeyCode::Delete => Key::Named(Named::Delete),
        _ => return None,
    })
}
