// An EventTarget whose events carry a detail and are known by name and type.

/** @template {object} Events the type of each event's detail, by the event's name */
export class Emitter extends EventTarget {
  /**
   * @template {keyof Events & string} Name
   * @param {Name} name
   * @param {(detail: Events[Name]) => void} act
   * @param {AddEventListenerOptions} [options]
   */
  on(name, act, options) {
    const told = (/** @type {Event} */ event) => act(/** @type {CustomEvent<Events[Name]>} */ (event).detail);
    this.addEventListener(name, told, options);
  }

  /**
   * @template {keyof Events & string} Name
   * @param {Name} name
   * @param {Events[Name]} detail
   */
  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
