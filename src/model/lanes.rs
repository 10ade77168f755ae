//! Several numbers that are computed with at once, each as it would be alone: in wasm by its vector instructions, elsewhere as
//! the compiler sees fit.

pub use fours::{B16, F4, S8, U4};

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod fours {
    use core::arch::wasm32::*;

    /// Four fractions.
    #[derive(Clone, Copy, Debug)]
    pub struct F4(v128);

    /// Four whole numbers; as answers all bits set for yes, none for no.
    #[derive(Clone, Copy, Debug)]
    pub struct U4(v128);

    /// Sixteen bytes.
    #[derive(Clone, Copy, Debug)]
    pub struct B16(v128);

    /// Eight whole numbers of sixteen bits.
    #[derive(Clone, Copy, Debug)]
    pub struct S8(v128);

    impl B16 {
        pub fn new(bytes: [u8; 16]) -> B16 {
            let [low, high] = [0, 8].map(|at| u64::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte])));
            B16(u64x2(low, high))
        }

        /// The first four as one number.
        pub fn first(self) -> u32 {
            u32x4_extract_lane::<0>(self.0)
        }

        /// All of them with their signs, the first eight before the others.
        pub fn signed(self) -> [S8; 2] {
            [S8(i16x8_extend_low_i8x16(self.0)), S8(i16x8_extend_high_i8x16(self.0))]
        }
    }

    impl S8 {
        pub const ZERO: S8 = S8(i16x8(0, 0, 0, 0, 0, 0, 0, 0));

        pub fn plus(self, other: S8) -> S8 {
            S8(i16x8_add(self.0, other.0))
        }

        /// The first four as one number.
        pub fn mark(self) -> u64 {
            u64x2_extract_lane::<0>(self.0)
        }

        /// With other ones for the first four, as one number.
        pub fn with_mark(self, mark: u64) -> S8 {
            S8(u64x2_replace_lane::<0>(self.0, mark))
        }

        /// As fractions, the first four before the others.
        pub fn fractions(self) -> [F4; 2] {
            [i32x4_extend_low_i16x8(self.0), i32x4_extend_high_i16x8(self.0)].map(|four| F4(f32x4_convert_i32x4(four)))
        }
    }

    impl F4 {
        pub fn new([a, b, c, d]: [f32; 4]) -> F4 {
            F4(f32x4(a, b, c, d))
        }

        pub fn splat(value: f32) -> F4 {
            F4(f32x4_splat(value))
        }

        pub fn array(self) -> [f32; 4] {
            let F4(it) = self;
            [f32x4_extract_lane::<0>(it), f32x4_extract_lane::<1>(it), f32x4_extract_lane::<2>(it), f32x4_extract_lane::<3>(it)]
        }

        pub fn plus(self, other: F4) -> F4 {
            F4(f32x4_add(self.0, other.0))
        }

        pub fn times(self, other: F4) -> F4 {
            F4(f32x4_mul(self.0, other.0))
        }

        pub fn by(self, other: F4) -> F4 {
            F4(f32x4_div(self.0, other.0))
        }

        pub fn above(self, other: F4) -> U4 {
            U4(f32x4_gt(self.0, other.0))
        }

        pub fn floor(self) -> F4 {
            F4(f32x4_floor(self.0))
        }

        /// 2 to the power of each, a whole number between -127 and 127 (and nearly 0 for -127).
        pub fn power_of_2(self) -> F4 {
            F4(i32x4_shl(i32x4_add(i32x4_trunc_sat_f32x4(self.0), i32x4_splat(127)), 23))
        }

        pub fn up_to(self, other: F4) -> U4 {
            U4(f32x4_le(self.0, other.0))
        }
    }

    impl U4 {
        pub fn splat(value: u32) -> U4 {
            U4(u32x4_splat(value))
        }

        pub fn array(self) -> [u32; 4] {
            let U4(it) = self;
            [u32x4_extract_lane::<0>(it), u32x4_extract_lane::<1>(it), u32x4_extract_lane::<2>(it), u32x4_extract_lane::<3>(it)]
        }

        pub fn and(self, other: U4) -> U4 {
            U4(v128_and(self.0, other.0))
        }

        pub fn or(self, other: U4) -> U4 {
            U4(v128_or(self.0, other.0))
        }

        pub fn choose(self, yes: F4, no: F4) -> F4 {
            F4(v128_bitselect(yes.0, no.0, self.0))
        }

        pub fn choose_whole(self, yes: U4, no: U4) -> U4 {
            U4(v128_bitselect(yes.0, no.0, self.0))
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod fours {
    use std::array::from_fn;

    /// Four fractions.
    #[derive(Clone, Copy, Debug)]
    pub struct F4([f32; 4]);

    /// Four whole numbers; as answers all bits set for yes, none for no.
    #[derive(Clone, Copy, Debug)]
    pub struct U4([u32; 4]);

    /// Sixteen bytes.
    #[derive(Clone, Copy, Debug)]
    pub struct B16([u8; 16]);

    /// Eight whole numbers of sixteen bits.
    #[derive(Clone, Copy, Debug)]
    pub struct S8([i16; 8]);

    impl B16 {
        pub fn new(bytes: [u8; 16]) -> B16 {
            B16(bytes)
        }

        /// The first four as one number.
        pub fn first(self) -> u32 {
            u32::from_le_bytes(from_fn(|at| self.0[at]))
        }

        /// All of them with their signs, the first eight before the others.
        pub fn signed(self) -> [S8; 2] {
            [0, 8].map(|first| S8(from_fn(|at| i16::from(self.0[first + at] as i8))))
        }
    }

    impl S8 {
        pub const ZERO: S8 = S8([0; 8]);

        pub fn plus(self, other: S8) -> S8 {
            S8(from_fn(|at| self.0[at].wrapping_add(other.0[at])))
        }

        /// The first four as one number.
        pub fn mark(self) -> u64 {
            (0..4).rev().fold(0, |mark, at| mark << 16 | u64::from(self.0[at] as u16))
        }

        /// With other ones for the first four, as one number.
        pub fn with_mark(self, mark: u64) -> S8 {
            S8(from_fn(|at| if at < 4 { (mark >> (16 * at)) as i16 } else { self.0[at] }))
        }

        /// As fractions, the first four before the others.
        pub fn fractions(self) -> [F4; 2] {
            [0, 4].map(|first| F4(from_fn(|at| f32::from(self.0[first + at]))))
        }
    }

    const fn answer(yes: bool) -> u32 {
        (yes as u32).wrapping_neg()
    }

    impl F4 {
        pub fn new(values: [f32; 4]) -> F4 {
            F4(values)
        }

        pub fn splat(value: f32) -> F4 {
            F4([value; 4])
        }

        pub fn array(self) -> [f32; 4] {
            self.0
        }

        pub fn plus(self, other: F4) -> F4 {
            F4(from_fn(|at| self.0[at] + other.0[at]))
        }

        pub fn times(self, other: F4) -> F4 {
            F4(from_fn(|at| self.0[at] * other.0[at]))
        }

        pub fn by(self, other: F4) -> F4 {
            F4(from_fn(|at| self.0[at] / other.0[at]))
        }

        pub fn floor(self) -> F4 {
            F4(self.0.map(f32::floor))
        }

        /// 2 to the power of each, a whole number between -127 and 127 (and nearly 0 for -127).
        pub fn power_of_2(self) -> F4 {
            F4(self.0.map(|n| f32::from_bits(((n as i32).wrapping_add(127) as u32) << 23)))
        }

        pub fn above(self, other: F4) -> U4 {
            U4(from_fn(|at| answer(self.0[at] > other.0[at])))
        }

        pub fn up_to(self, other: F4) -> U4 {
            U4(from_fn(|at| answer(self.0[at] <= other.0[at])))
        }
    }

    impl U4 {
        pub fn splat(value: u32) -> U4 {
            U4([value; 4])
        }

        pub fn array(self) -> [u32; 4] {
            self.0
        }

        pub fn and(self, other: U4) -> U4 {
            U4(from_fn(|at| self.0[at] & other.0[at]))
        }

        pub fn or(self, other: U4) -> U4 {
            U4(from_fn(|at| self.0[at] | other.0[at]))
        }

        pub fn choose(self, yes: F4, no: F4) -> F4 {
            F4(from_fn(|at| if self.0[at] != 0 { yes.0[at] } else { no.0[at] }))
        }

        pub fn choose_whole(self, yes: U4, no: U4) -> U4 {
            U4(from_fn(|at| if self.0[at] != 0 { yes.0[at] } else { no.0[at] }))
        }
    }
}
