<?php
// Installs WordPress in the current folder: an administrator, an author, the plugin from its zip file. Arguments: step, zip file.

// nothing is sent from a test
function wp_mail() {
	return true;
}

list( , $step, $zip ) = $argv;
if ( 'install' === $step ) {
	define( 'WP_INSTALLING', true );
}
require getcwd() . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/admin.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

if ( 'install' === $step ) {
	wp_install( 'Zeitung', 'admin', 'admin@example.org', true, '', 'admin' );
	exit;
}

WP_Filesystem();
foreach ( array(
	unzip_file( $zip, WP_PLUGIN_DIR ),
	activate_plugin( 'wortlaut/wortlaut.php' ),
	$author = wp_insert_user(
		array(
			'user_login' => 'autorin',
			'user_pass'  => 'autorin',
			'user_email' => 'autorin@example.org',
			'role'       => 'author',
			'locale'     => 'de_AT',
		)
	),
) as $result ) {
	if ( is_wp_error( $result ) ) {
		fwrite( STDERR, $result->get_error_message() );
		exit( 1 );
	}
}
if ( user_can( $author, 'unfiltered_html' ) ) {
	fwrite( STDERR, 'authors may write any HTML here' );
	exit( 1 );
}
// a guide that opens and closes would take the keyboard from who writes
update_user_meta(
	$author,
	$GLOBALS['wpdb']->get_blog_prefix() . 'persisted_preferences',
	array(
		'core/edit-post' => array( 'welcomeGuide' => false ),
		'_modified'      => gmdate( DATE_ATOM ),
	)
);
