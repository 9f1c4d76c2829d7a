/** Solves A·x = b for a symmetric positive definite A (Cholesky). A's diagonal carries the noise, so it is definite. */
export function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const lower = Array.from({ length: size }, () => new Float64Array(size));
  for (let row = 0; row < size; row += 1) {
    const own = lower[row] ?? new Float64Array(size);
    for (let column = 0; column <= row; column += 1) {
      const other = lower[column] ?? own;
      let sum = matrix[row]?.[column] ?? 0;
      for (let k = 0; k < column; k += 1) sum -= (own[k] ?? 0) * (other[k] ?? 0);
      own[column] = row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (other[column] ?? 1);
    }
  }
  const forward = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let sum = right[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= (lower[row]?.[k] ?? 0) * (forward[k] ?? 0);
    forward[row] = sum / (lower[row]?.[row] ?? 1);
  }
  const solution = Array.from({ length: size }, () => 0);
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = forward[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) sum -= (lower[k]?.[row] ?? 0) * (solution[k] ?? 0);
    solution[row] = sum / (lower[row]?.[row] ?? 1);
  }
  return solution;
}
