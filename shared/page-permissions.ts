/** What the person may do here; the page shows no way to what is false, the server refuses it. */
export type PagePermissions = {
  /** Type a CPR number and open the form. */
  register: boolean;
  /** See the registrations one has made oneself. */
  readOwn: boolean;
  /** Change this municipality's settings. */
  configure: boolean;
  /** Create municipalities and change any one's settings. */
  onboard: boolean;
  /** See who is logged in and end their sessions. */
  endSessions: boolean;
  /** See the municipality's registrations: inbox, what falls due, overview, history. */
  readCases: boolean;
  /** Confirm, reject, renew and end. */
  decide: boolean;
  /** Take an extract of registrations. */
  extract: boolean;
  /** Produce the answer to a citizen's access request. */
  answerAccess: boolean;
  /** Search, verify and export the audit log. */
  readAudit: boolean;
  /** See and decide what is removed when its time is over. */
  retain: boolean;
  /** See counts: one's own municipality's, or all for the national body. */
  readFigures: boolean;
  /** See the municipality's department blurrings, with documentation and history. */
  readDepartments: boolean;
  /** Propose, decide on, review and remove department blurrings. */
  proposeDepartments: boolean;
  /** Import the list of units. */
  importUnits: boolean;
  /** Be told by e-mail of what waits for a decision. */
  notices: boolean;
};
