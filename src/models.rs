//! All trained models and word tables, loaded once.

use crate::error::Error;
use crate::model::Model;

/// Everything that was learned or listed, ready for use.
pub struct Models {
    /// Parts of speech.
    pub tags: Model,
}

impl Models {
    /// Reads every part by its name (the file name in `models/` without `.bin`).
    ///
    /// # Errors
    /// [`Error::BadModel`] where a part is missing or damaged.
    pub fn from_parts<'a>(part: impl Fn(&str) -> Option<&'a [u8]>) -> Result<Models, Error> {
        let model = |name: &str| part(name).map_or_else(|| Ok(Model::empty(17)), Model::parse);
        Ok(Models { tags: model("tags")? })
    }

    /// Reads a pack: for every part its name (length u8, UTF-8), its length (u32, little endian) and its bytes.
    ///
    /// # Errors
    /// [`Error::BadModel`] where a part is missing or damaged.
    pub fn from_pack(pack: &[u8]) -> Result<Models, Error> {
        Models::from_parts(|name| part(pack, name))
    }

    /// The models that are built into native programs.
    ///
    /// # Panics
    /// Where the files in `models/` do not belong to this version.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> &'static Models {
        static MODELS: std::sync::OnceLock<Models> = std::sync::OnceLock::new();
        MODELS.get_or_init(|| {
            Models::from_parts(|name| match name {
                _ => None,
            })
            .expect("models/ belongs to this version")
        })
    }
}

/// The bytes of one part of a pack.
fn part<'a>(mut pack: &'a [u8], name: &str) -> Option<&'a [u8]> {
    while let Some((&length, rest)) = pack.split_first() {
        let (here, rest) = rest.split_at_checked(length as usize)?;
        let (size, rest) = rest.split_at_checked(4)?;
        let (bytes, rest) = rest.split_at_checked(u32::from_le_bytes(size.try_into().ok()?) as usize)?;
        if here == name.as_bytes() {
            return Some(bytes);
        }
        pack = rest;
    }
    None
}
