//! Files: links that expire, asked for by a plain form so that they work without JavaScript.

pub mod forms;
