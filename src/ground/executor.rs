//! Work done side by side: on threads with the feature `threads`, in order without it.
//!
//! Results come back in the order of the work, so that no number depends on how many threads there are.
//! Everything that runs on several threads does so through this module.

#[cfg(feature = "threads")]
use rayon::prelude::*;

/// How many threads work at the same time: those of the current pool, or 1 where there are none.
pub fn threads() -> usize {
    #[cfg(feature = "threads")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "threads"))]
    1
}

/// The results of some work on each item, in the order of the items.
pub fn map<T: Send, R: Send>(
    items: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> R + Sync + Send,
) -> Vec<R> {
    #[cfg(feature = "threads")]
    {
        let items: Vec<T> = items.into_iter().collect();
        items.into_par_iter().with_max_len(1).map(work).collect()
    }
    #[cfg(not(feature = "threads"))]
    items.into_iter().map(work).collect()
}

/// The same with something that `begin` makes and that is used again from item to item.
pub fn map_with<T: Send, S, R: Send>(
    items: impl IntoIterator<Item = T>,
    begin: impl Fn() -> S + Sync + Send,
    work: impl Fn(&mut S, T) -> R + Sync + Send,
) -> Vec<R> {
    #[cfg(feature = "threads")]
    {
        let items: Vec<T> = items.into_iter().collect();
        items.into_par_iter().map_init(begin, work).collect()
    }
    #[cfg(not(feature = "threads"))]
    {
        let mut own = begin();
        items.into_iter().map(|item| work(&mut own, item)).collect()
    }
}

/// Does some work once for each item, in any order.
pub fn each<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
    #[cfg(feature = "threads")]
    items.par_iter_mut().with_max_len(1).for_each(work);
    #[cfg(not(feature = "threads"))]
    items.iter_mut().for_each(work);
}

/// Does some work on so many threads of its own. Without the feature `threads` it is done in order,
/// with the same results.
///
/// # Errors
/// Why the threads could not be started, in words.
pub fn on_threads<R: Send>(
    threads: usize,
    work: impl FnOnce() -> R + Send,
) -> Result<R, std::io::Error> {
    #[cfg(feature = "threads")]
    {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        Ok(pool.map_err(std::io::Error::other)?.install(work))
    }
    #[cfg(not(feature = "threads"))]
    {
        let _ = threads;
        Ok(work())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_work() {
        let squares: Vec<u32> = (0..1_000).map(|number| number * number).collect();
        for n in [1, 3] {
            on_threads(n, || {
                assert_eq!(map(0..1_000_u32, |number| number * number), squares);
                let with_room = map_with(0..1_000_u32, Vec::new, |room: &mut Vec<u32>, number| {
                    room.push(number);
                    number * number
                });
                assert_eq!(with_room, squares);
                let mut numbers: Vec<u32> = (0..1_000).collect();
                each(&mut numbers, |number| *number *= *number);
                assert_eq!(numbers, squares);
                assert!(threads() == n || cfg!(not(feature = "threads")));
            })
            .unwrap();
        }
    }
}
