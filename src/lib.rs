//! fingerpost: a map of ideas in the terminal.
