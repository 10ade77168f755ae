<?php
/**
 * Plugin Name:       Wortlaut
 * Description:       Shows readers of a German article who says what, and tells authors which quotations of their draft have no speaker. Everything happens in the browser.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            Wortlaut
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       wortlaut
 * Domain Path:       /languages
 *
 * @package Wortlaut
 */

namespace Wortlaut;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const VERSION = '0.1.0';

/** Attributes of the element and the words that each of them may hold; nothing else reaches a page. */
const WORDS = array(
	'panels' => array( 'quotes', 'entities', 'voices', 'none' ),
	'types'  => array( 'direct', 'indirect', 'reported', 'free-indirect', 'indirect-free-indirect', 'marks', 'none' ),
	'theme'  => array( 'auto', 'light', 'dark' ),
	'lang'   => array( 'de', 'en' ),
);

/**
 * Address of a file of the reader. Its folder carries the version, so that no browser mixes files of two versions.
 *
 * @param string $file Name of the file.
 * @return string
 */
function address( $file ) {
	return plugins_url( 'reader-' . VERSION . '/' . $file, __FILE__ );
}

/** Makes block, shortcode and scripts known. */
function register() {
	$needs = array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n' );
	wp_register_script( 'wortlaut-block', plugins_url( 'block.js', __FILE__ ), $needs, VERSION, true );
	array_push( $needs, 'wp-autop', 'wp-data', 'wp-edit-post', 'wp-editor', 'wp-plugins', 'wp-rich-text' );
	wp_register_script( 'wortlaut-sidebar', plugins_url( 'sidebar.js', __FILE__ ), $needs, VERSION, true );
	wp_add_inline_script( 'wortlaut-sidebar', 'var wortlaut = ' . wp_json_encode( array( 'api' => address( 'api.js' ) ) ) . ';', 'before' );
	foreach ( array( 'wortlaut-block', 'wortlaut-sidebar' ) as $handle ) {
		wp_set_script_translations( $handle, 'wortlaut', __DIR__ . '/languages' );
	}
	if ( has_modules() ) {
		wp_register_script_module( 'wortlaut', address( 'wortlaut.js' ), array(), null );
	} else {
		// phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion -- the folder carries it.
		wp_register_script( 'wortlaut', address( 'wortlaut.js' ), array(), null, true );
	}
	register_block_type( __DIR__, array( 'render_callback' => __NAMESPACE__ . '\render_block' ) );
	add_shortcode( 'wortlaut', __NAMESPACE__ . '\render_shortcode' );
}
add_action( 'init', __NAMESPACE__ . '\register' );

/** Whether this WordPress knows script modules (since 6.5). */
function has_modules() {
	return function_exists( 'wp_register_script_module' );
}

/**
 * An older WordPress prints the loader as a classic script; it is a module.
 *
 * @param string $tag    The script's tag.
 * @param string $handle The script's name.
 * @return string
 */
function as_module( $tag, $handle ) {
	if ( 'wortlaut' !== $handle || has_modules() ) {
		return $tag;
	}
	return wp_get_script_tag(
		array(
			'type' => 'module',
			'src'  => address( 'wortlaut.js' ),
			'id'   => 'wortlaut-js',
		)
	);
}
add_filter( 'script_loader_tag', __NAMESPACE__ . '\as_module', 10, 2 );

/**
 * All kinds of German share one translation.
 *
 * @param string|false $file   Where WordPress looks for it.
 * @param string       $handle The script's name.
 * @param string       $domain The text domain.
 * @return string|false
 */
function german( $file, $handle, $domain ) {
	if ( 'wortlaut' !== $domain || ! $file ) {
		return $file;
	}
	return preg_replace( '~/wortlaut-de_\w+-wortlaut-\w+\.json$~', '/wortlaut-de.json', $file );
}
add_filter( 'load_script_translation_file', __NAMESPACE__ . '\german', 10, 3 );

/** Adds the sidebar where posts are written; other editors have no draft. */
function sidebar() {
	if ( 'post' === get_current_screen()->base ) {
		wp_enqueue_script( 'wortlaut-sidebar' );
	}
}
add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\sidebar' );

/**
 * The block on a page.
 *
 * @param array $attributes The block's attributes.
 * @return string
 */
function render_block( $attributes ) {
	return element( $attributes, get_block_wrapper_attributes() );
}

/**
 * The shortcode: [wortlaut panels="quotes voices" types="direct" theme="dark" lang="en" silent="1"].
 *
 * @param array|string $attributes What the author wrote.
 * @return string
 */
function render_shortcode( $attributes ) {
	return element( (array) $attributes, '' );
}

/**
 * The element that marks the article around it. Feeds run no scripts and get none.
 *
 * @param array  $attributes From an author: words, or lists of words, by the element's attribute names.
 * @param string $wrapper    Attributes that WordPress wants, escaped.
 * @return string
 */
function element( $attributes, $wrapper ) {
	if ( is_feed() ) {
		return '';
	}
	enqueue_reader();
	$id = wp_unique_id( 'wortlaut-' );
	/**
	 * Filters the selector of the article that is marked, for themes that name it differently.
	 *
	 * By default it is the content around the element; where it stands in a template, the first one of the page.
	 *
	 * @param string $selector A CSS selector.
	 * @param string $id       The element's id.
	 */
	$selector = apply_filters( 'wortlaut_article', ".entry-content:has(#$id), body:not(:has(.entry-content #$id)) .entry-content", $id );
	$written  = array(
		'id'  => $id,
		'for' => $selector,
	);
	foreach ( WORDS as $name => $known ) {
		$words = isset( $attributes[ $name ] ) ? $attributes[ $name ] : array();
		$words = is_array( $words ) ? $words : preg_split( '/[\s,]+/', (string) $words );
		$words = array_intersect( $known, array_filter( $words, 'is_string' ) );
		if ( $words ) {
			$written[ $name ] = implode( ' ', $words );
		}
	}
	$html = '';
	foreach ( $written as $name => $value ) {
		$html .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
	}
	if ( ! empty( $attributes['silent'] ) ) {
		$html .= ' silent';
	}
	return '<wortlaut-reader' . $html . ( $wrapper ? " $wrapper" : '' ) . '></wortlaut-reader>';
}

/** Has the page load the reader; it fetches nothing but a loader until the element comes into view. */
function enqueue_reader() {
	if ( has_modules() ) {
		wp_enqueue_script_module( 'wortlaut' );
	} else {
		wp_enqueue_script( 'wortlaut' );
	}
}
