// The page with everything in it: one file that is opened from a disk or out of an e-mail.
import './embedded.js';
import './page.js';
