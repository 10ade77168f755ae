//! What fuzzing kept, read again: every input of `fuzz/corpus` through the target of its folder.
//!
//! The inputs are the minimised corpora (short and long, out of the least that reach all that was reached) and whatever once broke a promise.

mod promises;
#[path = "../fuzz/targets.rs"]
mod targets;

use std::fs;

#[test]
fn every_kept_input_keeps_the_promises() {
    for (name, target) in targets::ALL {
        let folder = format!("fuzz/corpus/{name}");
        let mut count = 0;
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder}: {error}")) {
            let path = entry.unwrap().path();
            // the name of an input that breaks something is the last line before the panic
            println!("{}", path.display());
            target(&fs::read(&path).unwrap());
            count += 1;
        }
        assert!(count > 0, "{folder} is empty");
    }
}
