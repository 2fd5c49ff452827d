//! Figures of the process, as the system tells them.

use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::time::{ClockId, clock_gettime};

use crate::metrics::text::{Text, seconds};

static STARTED: OnceLock<SystemTime> = OnceLock::new();

/// Notes the start of the server; only the first call counts.
pub(crate) fn note_start() {
    STARTED.get_or_init(SystemTime::now);
}

/// When the server started: seconds since 1970; none where it doesn't serve.
pub(crate) fn started_at() -> Option<u64> {
    let since = STARTED.get()?.duration_since(UNIX_EPOCH).ok()?;
    Some(since.as_secs())
}

/// Processor time in microseconds, of all threads.
fn processor_micros() -> u64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let (seconds, nanos) = (u64::try_from(time.tv_sec).unwrap_or(0), u64::try_from(time.tv_nsec).unwrap_or(0));
    seconds * 1_000_000 + nanos / 1_000
}

/// A line of `/proc/self/status` in bytes; none on systems without it.
fn memory(line: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let found = status.lines().find_map(|found| found.strip_prefix(line))?;
    let kilobytes: u64 = found.trim_start_matches(':').trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1_024)
}

/// Resident memory in bytes.
pub(crate) fn resident_memory() -> Option<u64> {
    memory("VmRSS")
}

fn open_files() -> Option<usize> {
    // One of them is the folder that is read.
    Some(std::fs::read_dir("/proc/self/fd").ok()?.count().saturating_sub(1))
}

pub(crate) fn write(text: &mut Text) {
    let processor = "Processor time of the process.";
    text.counter("process_cpu_seconds_total", processor).value(seconds(processor_micros()));
    if let Some(bytes) = resident_memory() {
        text.gauge("process_resident_memory_bytes", "Resident memory.").value(bytes);
    }
    if let Some(bytes) = memory("VmSize") {
        text.gauge("process_virtual_memory_bytes", "Virtual memory.").value(bytes);
    }
    if let Some(files) = open_files() {
        text.gauge("process_open_fds", "Open files and sockets.").value(files);
    }
    if let Ok(most) = rlimit::Resource::NOFILE.get_soft() {
        text.gauge("process_max_fds", "Limit of open files and sockets.").value(most);
    }
    if let Some(started) = started_at() {
        text.gauge("process_start_time_seconds", "Start of the server, since 1970.").value(started);
    }
}
