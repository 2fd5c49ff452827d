//! Any bytes, as a picture in a message: no panic, no excess of memory or time, and metadata is gone.

#![no_main]

libfuzzer_sys::fuzz_target!(|file: &[u8]| snug::chat::fuzzing::picture(file));
