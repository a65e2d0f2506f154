use super::*;
use ndarray::{Array2, array};

fn check(made: &Array2<f64>, expected: &Array2<f64>) {
    assert_eq!(made.dim(), expected.dim());
    for (made, expected) in made.iter().zip(expected) {
        let masked = made.is_infinite() && expected.is_infinite();
        let close = masked || (made - expected).abs() < 1e-6;
        assert!(close, "{made} instead of {expected}");
    }
}

#[test]
fn products_by_hand() {
    let a = array![[1.0, 2.0], [3.0, 4.0]];
    let b = array![[0.0, 1.0, -1.0], [2.0, 0.5, 10.0]];
    check(&matmul(&a, &b), &array![[4.0, 2.0, 19.0], [8.0, 5.0, 37.0]]);
    check(&matmul_t(&a, &array![[5.0, 6.0]]), &array![[17.0], [39.0]]);
}

#[test]
fn softmax_of_the_books_example_of_large_scores_and_of_nothing() {
    let one = array![[2.0, 1.0, 0.0, -1.0]];
    check(&softmax_rows(&one), &array![[0.643_914, 0.236_883, 0.087_144, 0.032_059]]);
    check(&softmax_rows(&array![[1000.0, 1000.0]]), &array![[0.5, 0.5]]);
    let masked = mask(&array![[3.0, 5.0], [1.0, 1.0]], &[vec![true, false], vec![false, false]]);
    let none = f64::NEG_INFINITY;
    check(&masked, &array![[3.0, none], [none, none]]);
    check(&softmax_rows(&masked), &array![[1.0, 0.0], [0.0, 0.0]]);
}

#[test]
fn reductions_by_hand() {
    let values = [3.0, -4.0, 0.0];
    assert!((sum(&values) + 1.0).abs() < 1e-15);
    assert!((norm(&values) - 5.0).abs() < 1e-15);
    assert!((largest(&values) - 3.0).abs() < 1e-15);
    assert!((smallest(&values) + 4.0).abs() < 1e-15);
    assert!((entropy(&[0.25; 4]) - 1.386_294).abs() < 1e-6);
    assert!(entropy(&[0.0, 1.0]).abs() < 1e-15);
}
