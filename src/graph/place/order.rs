//! The order within columns: as written, or with fewer crossings where there are some.

use super::columns::Columns;

/// Rounds of sorting by the middle of the neighbours.
const SWEEPS: usize = 4;
/// Rounds of exchanging neighbours in a column.
const EXCHANGES: usize = 8;

/// Reorders the items so that fewer edges cross; ties keep the order that was there, so the same
/// graph always gives the same picture.
pub fn untangle(columns: &mut Columns) {
    let mut orders: Vec<Vec<usize>> =
        columns.items.iter().map(|items| (0..items.len()).collect()).collect();
    let mut best = (crossings(columns, &orders), orders.clone());
    for sweep in 0..SWEEPS {
        if best.0 == 0 {
            break;
        }
        let count = orders.len();
        for step in 0..count {
            let from_left = sweep % 2 == 0;
            let at = if from_left { step } else { count - 1 - step };
            sort_by_middle(columns, &mut orders, at, from_left);
        }
        let now = crossings(columns, &orders);
        if now < best.0 {
            best = (now, orders.clone());
        }
    }
    let (found, mut orders) = best;
    if found > 0 {
        exchange(columns, &mut orders);
    }
    apply(columns, &orders);
}

/// The neighbours of each item of a column, on its left or on its right, as places from the top.
fn neighbours(columns: &Columns, orders: &[Vec<usize>], at: usize, left: bool) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new(); orders.get(at).map_or(0, Vec::len)];
    let (gap, other) =
        if left { (at.checked_sub(1), at.checked_sub(1)) } else { (Some(at), Some(at + 1)) };
    let edges = gap.and_then(|gap| columns.edges.get(gap));
    let places = other.and_then(|other| orders.get(other)).map(|order| places(order));
    let (Some(edges), Some(places)) = (edges, places) else { return found };
    for &(from, to) in edges {
        let (item, other) = if left { (to, from) } else { (from, to) };
        if let Some((list, &place)) = found.get_mut(item).zip(places.get(other)) {
            list.push(place);
        }
    }
    found
}

/// For each item its place in an order.
fn places(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, &item) in order.iter().enumerate() {
        if let Some(slot) = places.get_mut(item) {
            *slot = place;
        }
    }
    places
}

fn sort_by_middle(columns: &Columns, orders: &mut [Vec<usize>], at: usize, left: bool) {
    let near = neighbours(columns, orders, at, left);
    let Some(order) = orders.get_mut(at) else { return };
    let height = order.len();
    let middles: Vec<usize> = (0..height)
        .map(|item| {
            let list = near.get(item).map_or(&[][..], Vec::as_slice);
            let own = order.iter().position(|&other| other == item).unwrap_or(0);
            // Sixteenths of a line; an item without neighbours stays where it is.
            if list.is_empty() { own * 16 } else { list.iter().sum::<usize>() * 16 / list.len() }
        })
        .collect();
    order.sort_by_key(|&item| middles.get(item).copied());
}

fn crossings(columns: &Columns, orders: &[Vec<usize>]) -> usize {
    let mut count = 0;
    for (at, edges) in columns.edges.iter().enumerate() {
        let (Some(left), Some(right)) = (orders.get(at), orders.get(at + 1)) else { continue };
        let (left, right) = (places(left), places(right));
        let ends: Vec<(usize, usize)> = edges
            .iter()
            .filter_map(|&(from, to)| Some((*left.get(from)?, *right.get(to)?)))
            .collect();
        for (index, a) in ends.iter().enumerate() {
            let rest = ends.iter().skip(index + 1);
            count += rest.filter(|b| (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1)).count();
        }
    }
    count
}

/// Exchanges neighbours in a column as long as that takes crossings away.
fn exchange(columns: &Columns, orders: &mut [Vec<usize>]) {
    for _ in 0..EXCHANGES {
        let mut better = false;
        for at in 0..orders.len() {
            let sides = [true, false].map(|left| neighbours(columns, orders, at, left));
            let Some(order) = orders.get_mut(at) else { continue };
            for upper in 0..order.len().saturating_sub(1) {
                let (a, b) = (order[upper], order[upper + 1]);
                let cost = |first: usize, second: usize| -> usize {
                    sides.iter().map(|near| tangled(near.get(first), near.get(second))).sum()
                };
                if cost(b, a) < cost(a, b) {
                    order.swap(upper, upper + 1);
                    better = true;
                }
            }
        }
        if !better {
            return;
        }
    }
}

/// The crossings between the edges of an item and those of one below it.
fn tangled(upper: Option<&Vec<usize>>, lower: Option<&Vec<usize>>) -> usize {
    let (Some(upper), Some(lower)) = (upper, lower) else { return 0 };
    upper.iter().map(|a| lower.iter().filter(|b| a > *b).count()).sum()
}

fn apply(columns: &mut Columns, orders: &[Vec<usize>]) {
    let places: Vec<Vec<usize>> = orders.iter().map(|order| places(order)).collect();
    for (items, order) in columns.items.iter_mut().zip(orders) {
        *items = order.iter().filter_map(|&item| items.get(item).cloned()).collect();
    }
    for (at, edges) in columns.edges.iter_mut().enumerate() {
        let (Some(left), Some(right)) = (places.get(at), places.get(at + 1)) else { continue };
        for (from, to) in edges.iter_mut() {
            *from = left.get(*from).copied().unwrap_or(*from);
            *to = right.get(*to).copied().unwrap_or(*to);
        }
        edges.sort_unstable();
    }
}
