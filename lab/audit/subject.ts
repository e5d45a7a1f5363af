/** A balancer whose files are judged. */
export interface SubjectNode {
  /** `lb1` */
  readonly name: string;
  readonly keepalived?: string;
  readonly haproxy?: string;
  /** The file of this machine that the node sees at a path; undefined: not at hand. */
  fileOf(path: string): Promise<string | undefined>;
  /** Its own addresses on an interface with their prefix; none where nothing says them. */
  addressesOf(interfaceName: string): readonly string[];
}
