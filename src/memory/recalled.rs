//! Results of one kind, each under its key.

use super::key::{ByKey, Key};

/// How far the next result may stand from where it is looked for first: what an edit took away or put in is shorter.
const NEAR: usize = 64;
/// Results not found so, after which all are looked through by their keys.
const FEW: usize = 16;

/// The order in which results of one kind were used, by their keys.
#[derive(Default)]
struct Order {
    /// Of the last analysis.
    before: Vec<Key>,
    /// Where the next result stands there, if nothing changed.
    at: usize,
    /// How many were not found.
    missed: usize,
    /// Where each stands, once more than a few were not found.
    places: Option<ByKey<usize>>,
    /// Of this one so far.
    now: Vec<Key>,
    /// Where this part of the text begins there.
    part: usize,
}

impl Order {
    /// Where a result stands among those of the last analysis.
    fn find(&mut self, key: Key) -> Option<usize> {
        let rest = self.before.get(self.at..).unwrap_or_default();
        let place = match rest.iter().take(NEAR).position(|&known| known == key) {
            Some(near) => self.at + near,
            None => {
                self.missed += 1;
                if self.missed <= FEW {
                    return None;
                }
                let all = || self.before.iter().enumerate().map(|(at, &key)| (key, at)).collect();
                *self.places.get_or_insert_with(all).get(&key)?
            }
        };
        self.at = place + 1;
        Some(place)
    }

    /// Where this analysis used a result a moment ago.
    fn recent(&self, key: Key) -> Option<usize> {
        let earlier = self.now.len().saturating_sub(NEAR);
        self.now[earlier..].iter().position(|&known| known == key).map(|at| earlier + at)
    }

    fn begin(&mut self) {
        let mut before = std::mem::take(&mut self.now);
        before.append(&mut self.before);
        *self = Order { before, ..Order::default() };
    }
}

/// Results of one kind in the order of the text, each under its key. An analysis goes along those of the last one.
pub(crate) struct Recalled<T> {
    pub(super) on: bool,
    order: Order,
    /// What the last analysis used; nothing where this one took it.
    before: Vec<Option<T>>,
    /// What this analysis used so far.
    now: Vec<Option<T>>,
    /// The last result, where nothing is remembered.
    last: Option<T>,
}

impl<T> Default for Recalled<T> {
    fn default() -> Recalled<T> {
        Recalled { on: false, order: Order::default(), before: Vec::new(), now: Vec::new(), last: None }
    }
}

impl<T> Recalled<T> {
    /// What the last analysis found under `key`, or this one a moment ago, else what `find` finds.
    pub fn get(&mut self, key: Key, find: impl FnOnce() -> T) -> &T {
        if !self.on {
            return self.last.insert(find());
        }
        let found = match self.take(key) {
            Some(found) => found,
            None => match self.order.recent(key) {
                Some(at) => return self.now[at].get_or_insert_with(find),
                None => find(),
            },
        };
        self.keep(key, found)
    }

    /// What the last analysis found under `key`; to be kept anew.
    pub fn take(&mut self, key: Key) -> Option<T> {
        self.order.find(key).and_then(|place| self.before[place].take())
    }

    /// Keeps what was found under `key`.
    pub fn keep(&mut self, key: Key, found: T) -> &T {
        self.order.now.push(key);
        self.now.push(None);
        let last = self.now.len() - 1;
        self.now[last].insert(found)
    }

    /// Takes room for so many.
    pub fn expect(&mut self, count: usize) {
        self.order.now.reserve_exact(count);
        self.now.reserve_exact(count);
    }

    /// Forgets what this analysis used, unless it is to be remembered.
    pub fn let_go(&mut self) {
        if !self.on {
            (self.now, self.order) = (Vec::new(), Order::default());
        }
    }

    /// Forgets what parts of the text before the last one used.
    pub(super) fn next_part(&mut self) {
        self.now.drain(..self.order.part);
        self.order.now.drain(..self.order.part);
        self.order.part = self.now.len();
    }

    /// What this analysis used, in order.
    pub fn all(&self) -> impl Iterator<Item = &T> + Clone {
        self.now.iter().flatten()
    }

    pub(super) fn begin(&mut self, on: bool) {
        self.on = on;
        // what an analysis took that was broken off stands before what it did not come to
        self.now.append(&mut self.before);
        self.before = std::mem::take(&mut self.now);
        self.order.begin();
        if !on {
            (self.before, self.order) = (Vec::new(), Order::default());
        }
    }

    pub(super) fn end(&mut self) {
        (self.before, self.order.before, self.order.places, self.last) = (Vec::new(), Vec::new(), None, None);
        self.let_go();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_found_again_wherever_it_stands() {
        let key = |number: u64| {
            let mut key = Key::default();
            key.add(number);
            key
        };
        let read = |recalled: &mut Recalled<u64>, numbers: &mut dyn Iterator<Item = u64>| {
            recalled.begin(true);
            let mut found = 0;
            for number in numbers {
                let find = || {
                    found += 1;
                    number
                };
                assert_eq!(*recalled.get(key(number), find), number);
            }
            recalled.end();
            found
        };
        let mut recalled = Recalled::default();
        assert_eq!(read(&mut recalled, &mut (0..1000)), 1000);
        assert_eq!(read(&mut recalled, &mut (0..1000)), 0, "the same again");
        assert_eq!(read(&mut recalled, &mut (0..500).chain([1000]).chain(501..1000)), 1, "one is another");
        assert_eq!(read(&mut recalled, &mut (0..400).chain(450..500).chain(501..1000)), 0, "some are gone");
        let moved = read(&mut recalled, &mut (700..1000).chain(0..400).chain(501..700));
        assert!(moved <= 2 * FEW, "{moved} of those that stand elsewhere were not found");
        assert_eq!(read(&mut recalled, &mut (700..710)), 0, "the first of many");
        assert_eq!(read(&mut recalled, &mut (500..510)), 10, "what the last analysis did not use is forgotten");
    }
}
