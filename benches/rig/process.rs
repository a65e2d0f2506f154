//! What the kernel knows of a running process. Everything is nothing where there is no /proc.

use std::fs;

/// What all threads of a process have done so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Activity {
    /// Times a thread waited and was woken.
    pub wakeups: u64,
    /// Times a thread was taken off its core.
    pub preemptions: u64,
    /// Nanoseconds on a core.
    pub nanoseconds: u64,
}

impl Activity {
    /// What was done since then.
    pub fn since(self, before: Self) -> Self {
        Self {
            wakeups: self.wakeups.saturating_sub(before.wakeups),
            preemptions: self.preemptions.saturating_sub(before.preemptions),
            nanoseconds: self.nanoseconds.saturating_sub(before.nanoseconds),
        }
    }
}

/// The activity of a process.
pub fn activity(pid: u32) -> Option<Activity> {
    let mut all = Activity::default();
    for task in fs::read_dir(format!("/proc/{pid}/task")).ok()?.flatten() {
        let status = fs::read_to_string(task.path().join("status")).ok()?;
        let times = fs::read_to_string(task.path().join("schedstat")).ok()?;
        all.wakeups += field(&status, "voluntary_ctxt_switches:")?;
        all.preemptions += field(&status, "nonvoluntary_ctxt_switches:")?;
        all.nanoseconds += times.split_whitespace().next()?.parse::<u64>().ok()?;
    }
    Some(all)
}

/// The most memory that a process has held, in MB (10^6 bytes).
pub fn peak_memory(pid: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    Some(field(&status, "VmHWM:")? as f64 * 1024.0 / 1e6)
}

/// The machine in one line.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let model = model.trim_start_matches([' ', '\t', ':']);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    format!(
        "{} {}, {cores} cores {model}, load {load} at the start",
        std::env::consts::OS,
        std::env::consts::ARCH
    )
}

fn field(status: &str, name: &str) -> Option<u64> {
    let rest = status.lines().find_map(|line| line.strip_prefix(name))?;
    rest.split_whitespace().next()?.parse().ok()
}
