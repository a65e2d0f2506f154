//! A page: blocks and a width become lines, links and headings.
