//! Work spread over the processor's cores.

use std::sync::Mutex;
use std::thread::{available_parallelism, scope};

/// Does `work` for each of `items`, one a core at a time; results in the order of the items.
pub fn each<T: Send, R: Send>(items: impl IntoIterator<Item = T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let items: Vec<T> = items.into_iter().collect();
    let count = items.len();
    let waiting = Mutex::new(items.into_iter().enumerate());
    let done = Mutex::new(Vec::with_capacity(count));
    let cores = available_parallelism().map_or(1, usize::from).min(count);
    scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().expect("no worker panicked").next();
                    let Some((at, item)) = next else { break };
                    let result = work(item);
                    done.lock().expect("no worker panicked").push((at, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no worker panicked");
    done.sort_by_key(|&(at, _)| at);
    done.into_iter().map(|(_, result)| result).collect()
}
