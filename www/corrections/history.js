// Corrections in order, with undo and redo.

/** @typedef {import('./operations.js').Operation} Operation */

/** A list of operations with a place in it: those before count, those behind can be redone. */
export class History {
  constructor() {
    /** @type {Operation[]} */
    this.all = [];
    this.at = 0;
  }

  /** The operations that count. */
  get done() {
    return this.all.slice(0, this.at);
  }

  get canUndo() {
    return this.at > 0;
  }

  get canRedo() {
    return this.at < this.all.length;
  }

  /** @param {Operation[]} operations what can be redone until now is forgotten */
  add(...operations) {
    this.all = [...this.done, ...operations];
    this.at = this.all.length;
  }

  /** @param {Operation[]} operations no longer count; what can be redone until now is forgotten too */
  drop(operations) {
    this.all = this.done.filter((operation) => !operations.includes(operation));
    this.at = this.all.length;
  }

  undo() {
    if (this.canUndo) this.at--;
  }

  redo() {
    if (this.canRedo) this.at++;
  }

  clear() {
    this.all = [];
    this.at = 0;
  }
}
