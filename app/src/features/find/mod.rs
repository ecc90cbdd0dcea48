//! Finding one's way (搜索): the command palette over pages and one's own objects, the keyboard's shortcuts with their
//! help sheet, and `/find`, the same search as a plain page.

mod calls;
mod commands;
pub mod keyboard;
mod words;

#[cfg(feature = "ssr")]
mod page;

pub use commands::{Commands, Shortcut};
#[cfg(feature = "ssr")]
pub use page::Pages;
