//! The same work for many files, shared out over the cores.

use std::{panic, thread};

/// Fewer items than these are not worth a thread.
const FEW: usize = 200;

/// Applies a function to every item; the results stand in the order of the items.
pub(super) fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    // How many cores there are takes some files to find out.
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let threads = if items.len() < FEW { 1 } else { cores() };
    if threads == 1 {
        return items.into_iter().map(work).collect();
    }
    let size = items.len().div_ceil(threads);
    let mut items = items.into_iter();
    let parts: Vec<Vec<T>> = (0..threads).map(|_| items.by_ref().take(size).collect()).collect();
    thread::scope(|scope| {
        let work = &work;
        let run = |part: Vec<T>| scope.spawn(move || part.into_iter().map(work).collect());
        let running: Vec<thread::ScopedJoinHandle<'_, Vec<R>>> =
            parts.into_iter().map(run).collect();
        let done = running.into_iter().flat_map(|thread| {
            thread.join().unwrap_or_else(|payload| panic::resume_unwind(payload))
        });
        done.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_their_order() {
        for count in [0, 1, FEW - 1, FEW, 5 * FEW + 1] {
            let doubled = map((0..count).collect(), |item| 2 * item);
            assert_eq!(doubled, (0..count).map(|item| 2 * item).collect::<Vec<_>>());
        }
    }
}
