//! Packed lists of names: first names, surnames, towns, countries, places and organisations.
//!
//! A list entry is kept as 24 bits of its hash and a mask of the lists it stands in, so a word that is in no list is
//! taken for an entry once in about a hundred times; the models are trained with that.

mod countries;

pub use countries::{Country, countries};

use crate::error::Error;
use crate::model::{hash, join};

/// A common first name.
pub const FIRST_NAME: u8 = 1;
/// A rare first name.
pub const RARE_FIRST_NAME: u8 = 1 << 1;
/// A surname.
pub const SURNAME: u8 = 1 << 2;
/// A town of the German-speaking countries.
pub const TOWN: u8 = 1 << 3;
/// A country, by any of its names.
pub const COUNTRY: u8 = 1 << 4;
/// A city, region, river or other place of the world.
pub const PLACE: u8 = 1 << 5;
/// A company, party, authority, club or other organisation.
pub const ORGANISATION: u8 = 1 << 6;
/// The first words of a longer entry.
pub const BEGINNING: u8 = 1 << 7;

/// Most words of an entry.
pub const MAX_WORDS: usize = 5;

/// First bytes of the packed lists.
pub const MAGIC: &[u8; 4] = b"WLG1";

const BUCKET_BITS: u32 = 14;

/// The lists, ready for looking up.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    /// 24 bits of hash above 8 bits of lists, ascending.
    entries: Vec<u32>,
    /// Where the entries of each value of the first [`BUCKET_BITS`] bits begin; one more at the end.
    buckets: Vec<u32>,
}

impl Gazetteer {
    /// Reads what [`pack`] writes.
    ///
    /// # Errors
    /// [`Error::BadModel`] where the bytes are no packed lists.
    pub fn parse(bytes: &[u8]) -> Result<Gazetteer, Error> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(Error::BadModel)?;
        let (count, mut rest) = rest.split_at_checked(4).ok_or(Error::BadModel)?;
        let count = u32::from_le_bytes([count[0], count[1], count[2], count[3]]) as usize;
        if count > bytes.len() {
            return Err(Error::BadModel);
        }
        let mut entries = Vec::with_capacity(count);
        let mut key = 0_u32;
        for _ in 0..count {
            let mut shift = 0;
            loop {
                let (&byte, tail) = rest.split_first().ok_or(Error::BadModel)?;
                rest = tail;
                key = key.wrapping_add(u32::from(byte & 0x7F).wrapping_shl(shift));
                if byte < 0x80 {
                    break;
                }
                shift += 7;
            }
            if key >= 1 << 24 {
                return Err(Error::BadModel);
            }
            entries.push(key << 8);
        }
        if rest.len() != count {
            return Err(Error::BadModel);
        }
        entries.iter_mut().zip(rest).for_each(|(entry, &lists)| *entry |= u32::from(lists));
        let mut buckets = vec![0_u32; (1 << BUCKET_BITS) + 1];
        for entry in &entries {
            buckets[(entry >> (32 - BUCKET_BITS)) as usize] += 1;
        }
        let mut sum = 0;
        for bucket in &mut buckets {
            (*bucket, sum) = (sum, sum + *bucket);
        }
        Ok(Gazetteer { entries, buckets })
    }

    /// The lists in which an entry with this hash stands ([`phrase`]).
    pub fn lists(&self, hash: u32) -> u8 {
        let bucket = (hash >> (32 - BUCKET_BITS)) as usize;
        let Some(&[start, end]) = self.buckets.get(bucket..bucket + 2) else { return 0 };
        let here = &self.entries[start as usize..end as usize];
        here.iter().find(|&&entry| entry >> 8 == hash >> 8).map_or(0, |&entry| entry as u8)
    }
}

/// Hash of an entry of several words from the hashes of its words; that of one word is the word's own.
pub fn phrase(words: impl IntoIterator<Item = u32>) -> u32 {
    words.into_iter().reduce(join).unwrap_or(0)
}

/// Packs entries (words separated by blanks) with the lists they stand in.
///
/// Layout, little endian: [`MAGIC`], number of entries u32, varints of the differences of the ascending 24-bit hashes, one
/// byte of lists each.
pub fn pack<'a>(entries: impl IntoIterator<Item = (&'a str, u8)>) -> Vec<u8> {
    let mut keys: Vec<(u32, u8)> = Vec::new();
    for (entry, lists) in entries {
        let words: Vec<u32> = entry.split(' ').map(hash).take(MAX_WORDS + 1).collect();
        if words.len() <= MAX_WORDS {
            keys.push((phrase(words.iter().copied()) >> 8, lists));
            keys.extend((1..words.len()).map(|n| (phrase(words[..n].iter().copied()) >> 8, BEGINNING)));
        }
    }
    keys.sort_unstable();
    keys.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 |= next.1;
        }
        same
    });
    let mut out = MAGIC.to_vec();
    out.extend((keys.len() as u32).to_le_bytes());
    let mut last = 0;
    for &(key, _) in &keys {
        let mut delta = key - last;
        while delta >= 0x80 {
            out.push(delta as u8 | 0x80);
            delta >>= 7;
        }
        out.push(delta as u8);
        last = key;
    }
    out.extend(keys.iter().map(|&(_, lists)| lists));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_with_their_lists() {
        let packed = pack([("Anna", FIRST_NAME), ("Bad Homburg", TOWN), ("Anna", SURNAME)]);
        let lists = Gazetteer::parse(&packed).unwrap();
        assert_eq!(lists.lists(hash("Anna")), FIRST_NAME | SURNAME);
        assert_eq!(lists.lists(phrase(["Bad", "Homburg"].map(hash))), TOWN);
        assert_eq!(lists.lists(hash("Bad")), BEGINNING);
        assert_eq!(lists.lists(hash("Homburg")), 0);
        assert_eq!(Gazetteer::default().lists(hash("Anna")), 0);
    }

    #[test]
    fn damaged_lists_are_refused() {
        let packed = pack([("Anna", FIRST_NAME), ("Bremen", TOWN)]);
        for end in 0..packed.len() {
            assert!(Gazetteer::parse(&packed[..end]).is_err());
        }
    }
}
